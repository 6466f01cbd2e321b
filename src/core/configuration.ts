/** What a file of configuration decides, by dotted key: what no other file overrules, and is not the default anyway. */
export interface FileView {
  file: string;
  keys: readonly string[];
}

/** Which files the settings of a box come from. What the hub says lies over all of them and is no file. */
export interface ConfigurationView {
  /** Each lies over the one before it. */
  files: readonly FileView[];
  /** Files that are left aside whole, with why, a sentence a fault. */
  ignored: readonly { file: string; faults: readonly string[] }[];
}

/** A box without any file. */
export const ALL_DEFAULTS: ConfigurationView = { files: [], ignored: [] };

/** What the service menu writes, in the data directory. */
const CHOICES = 'choices.toml';

/** With what was chosen in the service menu, which lies over the files that people write. */
export function withChoices(view: ConfigurationView, chosen: readonly string[]): ConfigurationView {
  if (chosen.length === 0) return view;
  const files = view.files.map(({ file, keys }) => ({
    file,
    keys: keys.filter((key) => !chosen.includes(key)),
  }));
  return { ...view, files: [...files, { file: CHOICES, keys: chosen }] };
}
