// Inputs that could not be answered, and why.

import { post } from './api.js';
import { element, find, say, trim } from './dom.js';

const SHOWN = 30;
let mayReplay = false;

export function allow(mayChange) {
  mayReplay = mayChange;
  document.querySelectorAll('#letters button').forEach((button) => {
    button.disabled = !mayChange;
  });
}

export function arrived(letter) {
  find('no-letters').hidden = true;
  find('letters').prepend(item(letter));
  trim(find('letters'), SHOWN);
}

function item({ position, time, stage, reason, error, key, source, replays }) {
  const name = key || source;
  const button = element('button', { type: 'button', 'aria-label': `Replay ${name}` }, 'Replay');
  button.disabled = !mayReplay;
  button.addEventListener('click', () => replay(button, position, name));
  const again = replays > 0 ? ` · replayed ${replays} times` : '';
  return element(
    'li',
    {},
    element(
      'div',
      { class: 'row' },
      element('strong', {}, `${stage} / ${reason}`),
      element('span', { class: 'quiet' }, new Date(time).toLocaleTimeString()),
      button,
    ),
    element('div', {}, name),
    element('div', { class: 'quiet' }, `${error} · ${source}${again}`),
  );
}

async function replay(button, position, name) {
  button.disabled = true;
  try {
    const { sent } = await post('/console/api/dead-letters/replay', position);
    say(find('replayed'), `${name} was sent again: ${sent}`);
  } catch (error) {
    say(find('replayed'), error.message, true);
    button.disabled = !mayReplay;
  }
}
