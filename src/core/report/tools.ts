/** The tools behind the short names of formats (FORMATS.md 1 and 2). */
const NAMES: Readonly<Record<string, string>> = {
  'c3-hub': 'c3 hub JSON',
  'conference-hall': 'Conference Hall',
  csv: 'table (CSV)',
  demo: 'demo programme',
  'devoxx-cfp': 'Devoxx CFP',
  'devoxx-cfp.dev': 'Devoxx cfp.dev',
  'devoxx-rest-v1': 'Devoxx REST v1',
  'frab-json': 'frab / pretalx JSON',
  'frab-xml': 'frab / pretalx XML',
  hoverboard: 'Hoverboard',
  ics: 'iCalendar',
  indico: 'Indico',
  likebox: 'LikeBox JSON',
  'likebox-2015': 'LikeBox / BreizhCamp 2013-2015',
  openfeedback: 'OpenFeedback',
  openplanner: 'OpenPlanner',
  'openplanner-voxxrin': 'OpenPlanner for Voxxrin',
  'pretalx-api': 'pretalx API',
  'pretalx-widget': 'pretalx widget',
  sched: 'Sched / BreizhCamp',
  sessionize: 'Sessionize',
  unknown: 'unknown',
  voxxrin: 'Voxxrin',
  'voxxrin-3': 'Voxxrin 3',
};

/** How each tool gives its programme away, for whoever looks for the address. */
export const EXPORTS: readonly { tool: string; how: string }[] = [
  {
    tool: 'pretalx',
    how: 'the address of the event, then /schedule/export/schedule.json (or schedule.xml). Its API is read too, page by page. Its Atom feed is only the news of the programme.',
  },
  { tool: 'frab, wafer', how: 'the address of schedule.xml or schedule.json, beside the public programme.' },
  {
    tool: 'Sessionize',
    how: 'API / Embed: make an endpoint with the format JSON, and use its GridSmart address. All and Sessions are read too, but they often lack the breaks; the Speakers view is no programme.',
  },
  { tool: 'Conference Hall', how: 'the JSON export of the schedule. The export of the talks has no times.' },
  { tool: 'Sched', how: 'the JSON of session/export. Talks and breaks in two files: name both.' },
  { tool: 'OpenFeedback', how: 'the JSON with sessions and speakers that OpenFeedback itself is given.' },
  { tool: 'OpenPlanner', how: 'its static JSON, or the one for OpenFeedback.' },
  {
    tool: 'Devoxx, cfp.dev',
    how: 'the JSON of a day of the schedule. There is one address a day: name them all, they are merged.',
  },
  { tool: 'Voxxrin', how: 'the JSON of a day, not the descriptor of the event; name all days.' },
  { tool: 'iCalendar', how: 'the .ics address that the programme offers to calendars.' },
  {
    tool: 'Spreadsheets',
    how: 'save as CSV with a line of headers: title, speakers, room, date, start, end or duration, track, type, language (French and German headers too).',
  },
  {
    tool: 'None of these',
    how: "write LikeBox's own JSON: likebox programme formats --schema prints its schema.",
  },
];

/** The tools of a format, or of several joined with `+`, in words; a name that is not known stays as it is. */
export function toolNames(format: string): string {
  return format
    .split('+')
    .map((name) => (Object.hasOwn(NAMES, name) ? NAMES[name] : name))
    .join(', ');
}
