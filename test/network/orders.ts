/** What a test tells the hand that it has in a host. */
export interface Orders {
  ask(asked: Asked): Promise<Answer>;
  /** Connects to the feed of a dashboard. */
  follow(feed: { url: string; cookie: string }): Promise<void>;
  /** What that feed has told last of a part; null before. */
  part(name: string): Promise<unknown>;
  /** Lets people come, until `rest`. */
  punch(crowd: Crowd): Promise<void>;
  /** Resolves when the last of them has been thanked. */
  rest(): Promise<Punched>;
  punched(): Promise<Punched>;
  /** Relays connections from a port of this host. @param to `address:port` */
  relay(relay: { port: number; to: string }): Promise<void>;
  weather(weather: Weather): Promise<void>;
}

export interface Asked {
  url: string;
  method?: 'GET' | 'POST';
  body?: object;
  cookie?: string;
}

export interface Answer {
  status: number;
  text: string;
  /** That it gives, as one sends it back. */
  cookie: string | null;
  /** Of its certificate; null without one. */
  fingerprint: string | null;
}

/** People at the box of this host. */
export interface Crowd {
  /** Of the box. */
  url: string;
  seed: number;
  /** Punches of the whole test. */
  most: number;
}

export interface Punched {
  punches: number;
  /** Votes that the box has said it holds. */
  thanked: number;
  /** So many of them it once held no more. */
  forgotten: number;
}

/** How a relay treats what goes through it. */
export interface Weather {
  delayMs: number;
  /** Nothing goes through, and nobody is told. */
  isStalled: boolean;
  /** Ends all connections of now, as a firewall does that has forgotten them. */
  cut?: boolean;
}
