/** The colours of a ribbon cable, in the order of the resistor code. */
const RIBBON = ['#7a4a2b', '#c8322b', '#e07b28', '#e3c331', '#3f9a4d', '#3a6fc4', '#7d55a8', '#8e979f'];
const SCREWS = [
  [84, 64],
  [716, 64],
  [84, 596],
  [716, 596],
] as const;
const PINS = Array.from({ length: 20 }, (_, index) => index);

function Paints() {
  return (
    <defs>
      <linearGradient id="tube" x1="0" x2="1" y1="0" y2="0">
        <stop offset="0" stop-color="#15181c" />
        <stop offset=".28" stop-color="#6c747d" />
        <stop offset=".45" stop-color="#3a4047" />
        <stop offset="1" stop-color="#0d0f12" />
      </linearGradient>
      <linearGradient id="leg" x1="0" x2="0" y1="0" y2="1">
        <stop offset="0" stop-color="#565d65" />
        <stop offset="1" stop-color="#1b1f24" />
      </linearGradient>
      <linearGradient id="pane" x1="0" x2="1" y1="0" y2="1">
        <stop offset="0" stop-color="#dbe8f5" stop-opacity=".2" />
        <stop offset=".45" stop-color="#b9c9d9" stop-opacity=".07" />
        <stop offset="1" stop-color="#dbe8f5" stop-opacity=".14" />
      </linearGradient>
      <linearGradient id="edge" x1="0" x2="1" y1="0" y2="1">
        <stop offset="0" stop-color="#fff" stop-opacity=".95" />
        <stop offset=".4" stop-color="#cfdbe6" stop-opacity=".4" />
        <stop offset="1" stop-color="#fff" stop-opacity=".7" />
      </linearGradient>
      <radialGradient id="floor">
        <stop offset="0" stop-color="#000" stop-opacity=".55" />
        <stop offset="1" stop-color="#000" stop-opacity="0" />
      </radialGradient>
    </defs>
  );
}

/** A loudspeaker stand: flange, pole, collar, and the tops of three legs. */
function Stand() {
  return (
    <g>
      <ellipse cx="400" cy="832" rx="330" ry="18" fill="url(#floor)" />
      <path d="M392 742 L132 830 L150 836 L400 766 Z" fill="url(#leg)" />
      <path d="M408 742 L668 830 L650 836 L400 766 Z" fill="url(#leg)" />
      <rect x="383" y="640" width="34" height="186" fill="url(#tube)" />
      <path d="M372 728 h56 v34 q-28 12 -56 0 Z" fill="url(#tube)" />
      <rect x="330" y="630" width="140" height="16" rx="5" fill="url(#tube)" />
      <path d="M362 646 h76 l-12 26 h-52 Z" fill="url(#tube)" />
    </g>
  );
}

function Board() {
  return (
    <g>
      <path
        d="M452 560 C 470 640 436 650 436 690 S 432 770 440 830"
        class="wire"
        stroke="#2c62b8"
        stroke-width="9"
      />
      <rect
        x="300"
        y="484"
        width="200"
        height="124"
        rx="9"
        fill="#1a6b43"
        stroke="#2f8f5e"
        stroke-width="2"
      />
      <rect x="312" y="490" width="152" height="16" rx="2" fill="#15181c" />
      {PINS.map((pin) => (
        <path key={pin} d={`M${318 + pin * 7.4} 494 v2 m0 5 v2`} stroke="#d9b24c" stroke-width="2.6" />
      ))}
      <rect x="362" y="524" width="46" height="46" rx="3" fill="#b9c0c6" />
      <rect x="322" y="530" width="28" height="34" rx="2" fill="#1c2126" />
      <rect x="428" y="560" width="48" height="44" rx="3" fill="#c9cfd4" />
      <rect x="480" y="514" width="26" height="32" rx="3" fill="#c9cfd4" />
      <rect x="320" y="594" width="30" height="16" rx="3" fill="#c9cfd4" />
      <path d="M440 574 h24 M484 522 h18 M484 530 h18 M484 538 h18" stroke="#6d757c" stroke-width="2" />
    </g>
  );
}

function Wiring() {
  return (
    <g>
      {RIBBON.map((colour, index) => (
        <path
          key={colour}
          d={`M${372 + index * 8} 250 C ${372 + index * 8} 370 ${328 + index * 14} 400 ${328 + index * 15} 492`}
          class="wire"
          stroke={colour}
        />
      ))}
      <path d="M215 430 C 215 640 300 640 318 500" class="wire" stroke="#c8322b" />
      <path d="M230 430 C 232 624 292 622 326 500" class="wire" stroke="#24282d" />
      <path d="M585 430 C 585 640 520 650 440 500" class="wire" stroke="#3f9a4d" />
      <path d="M570 430 C 566 622 510 622 448 500" class="wire" stroke="#24282d" />
      <path d="M215 284 C 230 330 330 300 340 492" class="wire" stroke="#e07b28" />
      <path d="M585 284 C 570 330 470 300 455 492" class="wire" stroke="#e3c331" />
    </g>
  );
}

function Pane() {
  return (
    <g>
      <rect x="50" y="30" width="700" height="600" rx="30" fill="url(#pane)" />
      <path d="M66 470 L66 74 Q66 46 94 46 L436 46 Z" fill="#fff" opacity=".045" />
      <path d="M560 46 L640 46 L214 614 L134 614 Z" fill="#fff" opacity=".03" />
      <rect
        x="51"
        y="31"
        width="698"
        height="598"
        rx="29"
        fill="none"
        stroke="url(#edge)"
        stroke-width="2.5"
      />
      <rect
        x="64"
        y="44"
        width="672"
        height="572"
        rx="18"
        fill="none"
        stroke="#dbe8f5"
        stroke-opacity=".22"
        stroke-width="2"
      />
      {SCREWS.map(([x, y]) => (
        <g key={`${x} ${y}`}>
          <circle cx={x} cy={y} r="9" fill="#8b949d" stroke="#d5dce2" stroke-width="1.5" />
          <path d={`M${x - 5} ${y - 3} l10 6`} stroke="#3a4148" stroke-width="2.5" />
        </g>
      ))}
    </g>
  );
}

/**
 * The box without what moves on it, 800 by 850: a polycarbonate case on a loudspeaker stand, with the board, its
 * wires and the back of the LCD seen through. Only a picture: it says nothing to a screen reader.
 */
export function Case() {
  return (
    <svg class="case" viewBox="0 0 800 850" aria-hidden="true">
      <Paints />
      <Stand />
      <rect x="50" y="30" width="700" height="600" rx="30" fill="#0b0e12" opacity=".35" />
      <Board />
      <Wiring />
      <rect x="158" y="66" width="484" height="192" rx="6" fill="#174d34" stroke="#2f7d57" stroke-width="2" />
      {[
        [172, 80],
        [628, 80],
        [172, 244],
        [628, 244],
      ].map(([x, y]) => (
        <circle key={`${x} ${y}`} cx={x} cy={y} r="6" fill="#0b0e12" stroke="#c9b26a" stroke-width="3" />
      ))}
      <Pane />
    </svg>
  );
}
