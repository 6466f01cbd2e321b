/** The box's buzzer as the loudspeaker plays it. */
export interface Buzzer {
  /** Lets sound out; browsers allow that only inside a gesture of the person. */
  unlock(): void;
  /** The buzzer's line: sounds while true. */
  set(on: boolean): void;
  mute(muted: boolean): void;
}

const PITCH_HZ = 2_300; // an active 5 V piezo buzzer of the usual kind
const VOLUME = 0.06;
const EDGE_S = 0.003; // a gate without a slope clicks

/** A square wave behind a gate; silent until unlocked. */
export function createBuzzer(): Buzzer {
  let context: AudioContext | null = null;
  let gate: GainNode | null = null;
  let on = false;
  let muted = false;

  function apply(): void {
    if (context === null || gate === null) return;
    gate.gain.setTargetAtTime(on && !muted ? VOLUME : 0, context.currentTime, EDGE_S);
  }

  return {
    unlock() {
      if (context === null) {
        context = new AudioContext();
        gate = new GainNode(context, { gain: 0 });
        const wave = new OscillatorNode(context, { type: 'square', frequency: PITCH_HZ });
        wave.connect(gate).connect(context.destination);
        wave.start();
        apply();
      }
      if (context.state === 'suspended') void context.resume();
    },
    set(level) {
      on = level;
      apply();
    },
    mute(silent) {
      muted = silent;
      apply();
    },
  };
}
