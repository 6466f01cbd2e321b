// The least that lights an LED for a button that pulls to ground: no debounce, no vote, no store.
// usage: node edge.mjs onoff|gpiomon BUTTON LED [BUTTON LED]   onoff: numbers of sysfs; gpiomon: lines of gpiochip0
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { Gpio } from 'onoff';

const [way, ...lines] = process.argv.slice(2);
const ledOf = new Map(lines.flatMap((line, i) => (i % 2 === 0 ? [[line, lines[i + 1]]] : [])));
if (way === 'onoff') useOnoff();
else useGpiomon();

function useOnoff() {
  const opened = [...ledOf].map(([button, led]) => {
    const [input, output] = [new Gpio(Number(button), 'in', 'both'), new Gpio(Number(led), 'low')];
    input.watch((_error, level) => output.writeSync(1 - level));
    return [input, output];
  });
  process.once('SIGTERM', () => {
    for (const line of opened.flat()) line.unexport();
  });
}

function useGpiomon() {
  const words = ['--edges=falling', '--format=%o', '--chip=gpiochip0', ...ledOf.keys()];
  const monitor = spawn('gpiomon', words, { stdio: ['ignore', 'pipe', 'inherit'] });
  createInterface({ input: monitor.stdout }).on('line', (button) => {
    spawn('gpioset', ['--toggle=90ms,0', '--chip=gpiochip0', `${ledOf.get(button)}=1`], { stdio: 'ignore' });
  });
  process.once('SIGTERM', () => monitor.kill());
}
