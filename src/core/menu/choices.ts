/** Something chosen in the service menu, and the configured value that it replaced. */
export interface Choice<T> {
  value: T;
  insteadOf: T;
}

/** What the service menu keeps across restarts. */
export interface Choices {
  room?: Choice<string | null>;
  muted?: Choice<boolean>;
}

/**
 * What applies now: the choice, as long as the configuration still says what was replaced. A later change of box.toml
 * wins over an older choice of the menu.
 */
export function inForce<T>(choice: Choice<T> | undefined, configured: T): T {
  return choice !== undefined && choice.insteadOf === configured ? choice.value : configured;
}
