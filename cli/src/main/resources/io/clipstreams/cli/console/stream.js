// The images as they are classified.

import { drawn, element, find, percent, say, thumbnail, trim } from './dom.js';

const SHOWN = 60;
let paused = false;
let held = [];
let waiting = 0;
let lost = 0;

export function start() {
  const button = find('pause');
  button.addEventListener('click', () => {
    paused = !paused;
    button.setAttribute('aria-pressed', paused);
    button.textContent = paused ? 'Go on' : 'Pause';
    held.forEach(show);
    held = [];
    waiting = 0;
    tell();
  });
}

export function arrived(image) {
  if (paused) {
    held = [...held, image].slice(-SHOWN);
    waiting += 1;
    tell();
  } else {
    show(image);
  }
}

export function missed(events) {
  lost += events;
  tell();
}

function tell() {
  const facts = [
    waiting > 0 ? `${waiting} more` : '',
    lost > 0 ? `${lost} events were too many for this page` : '',
  ];
  say(find('missed'), facts.filter((fact) => fact !== '').join(' · '));
}

function show(image) {
  find('no-images').hidden = true;
  find('images').prepend(card(image));
  trim(find('images'), SHOWN);
}

function card(image) {
  const facts = [`${image.scored - image.event} ms`, `batch ${image.batch}`];
  if (image.cause === 'RESCORE') {
    facts[0] = 'rescored';
  }
  const time = new Date(image.scored).toLocaleTimeString();
  return element(
    'li',
    { class: 'card fresh' },
    thumbnail(image.handle, 72),
    element(
      'div',
      {},
      element('div', { class: 'name', title: image.image }, image.image),
      ...image.results.map(result),
      element('div', { class: 'quiet' }, [time, ...facts].join(' · ')),
    ),
  );
}

function result({ set, version, status, labels }) {
  const best = labels.slice(0, 3).flatMap(({ name, score }) => [
    element(
      'dt',
      { title: name },
      drawn(
        'svg',
        { viewBox: '0 0 100 1', preserveAspectRatio: 'none', 'aria-hidden': 'true' },
        drawn('rect', { width: 100 * score, height: 1 }),
      ),
      element('span', {}, name),
    ),
    element('dd', {}, percent(score)),
  ]);
  const note = status === 'OK' ? '' : ` · ${status.toLowerCase().replaceAll('_', ' ')}`;
  return element(
    'div',
    {},
    element('div', { class: 'quiet' }, `${set} v${version}${note}`),
    element('dl', { class: 'scores' }, ...best),
  );
}
