// Label sets: shown, edited, previewed and published. The text form changes names only: what else a
// label has stays with its name.

import { get, post } from './api.js';
import { element, find, percent, say, thumbnail } from './dom.js';

let shown = null;
let asJson = false;
const newest = new Map();

export function start() {
  find('set').addEventListener('change', () => attempt(showSet));
  find('reload').addEventListener('click', () => attempt(showSet));
  find('as-json').addEventListener('change', () => attempt(change));
  find('preview').addEventListener('click', () => attempt(preview));
  find('publish').addEventListener('click', () => attempt(publish));
}

export async function load() {
  await list();
  await showSet();
}

export function allow(mayChange) {
  for (const id of ['preview', 'publish']) {
    find(id).disabled = !mayChange;
  }
  find('definition').readOnly = !mayChange;
}

/** An image was judged by this version, which may be newer than the list. */
export async function versionSeen(set, version) {
  if (version > (newest.get(set) ?? -1)) {
    newest.set(set, version);
    try {
      await list();
    } catch (error) {
      say(find('verdict'), error.message, true);
    }
  }
}

async function list() {
  const { labelSets } = await get('/console/api/label-sets');
  const chosen = find('set').value;
  find('set').replaceChildren(
    ...labelSets.map(({ name, version, labels }) => {
      newest.set(name, version);
      const text = `${name} (${labels} labels, v${version})`;
      return element('option', { value: name }, text);
    }),
  );
  if (labelSets.some(({ name }) => name === chosen)) {
    find('set').value = chosen;
  }
}

async function showSet() {
  const name = find('set').value;
  if (name) {
    shown = await get(`/console/api/label-sets/${encodeURIComponent(name)}`);
    show();
  }
}

const nameOf = (label) => (typeof label === 'string' ? label : label.name);

function show() {
  if (shown === null) {
    return;
  }
  asJson = find('as-json').checked;
  say(find('set-version'), `version ${shown.version}`);
  find('definition').value = asJson
    ? JSON.stringify(shown, null, 2)
    : shown.labels.map(nameOf).join('\n');
}

/** What stands in the text, as a document. */
function edited() {
  const text = find('definition').value;
  if (shown === null) {
    throw new Error("there is no label set yet; 'clip-streams labels set' makes one");
  }
  if (asJson) {
    return JSON.parse(text);
  }
  const before = new Map(shown.labels.map((label) => [nameOf(label), label]));
  const names = text.split('\n').map((line) => line.trim()).filter((line) => line !== '');
  return { ...shown, labels: names.map((name) => before.get(name) ?? name) };
}

/** From one form to the other, with what was written. */
async function change() {
  try {
    shown = edited();
    show();
  } finally {
    find('as-json').checked = asJson;
  }
}

async function attempt(action) {
  const verdict = find('verdict');
  say(verdict, '…');
  try {
    await action(verdict);
    if (verdict.textContent === '…') {
      say(verdict, '');
    }
  } catch (error) {
    say(verdict, error.message, true);
  }
}

const path = () => `/console/api/publish/${encodeURIComponent(find('set').value)}`;

async function publish(verdict) {
  const { version } = await post(path(), JSON.stringify(edited()));
  await load();
  say(verdict, `Version ${version} is in force.`);
}

async function preview(verdict) {
  const result = await post(`${path()}/preview`, JSON.stringify(edited()));
  const { images, changed, before, after, changes } = result;
  const summary = `${changed} of the last ${images} images would have another best label.`;
  verdict.classList.remove('bad');
  verdict.replaceChildren(
    element('p', {}, summary),
    table(images, before, after),
    element(
      'ol',
      { class: 'hits' },
      ...changes.slice(0, 12).map(({ handle, image, from, to }) =>
        element(
          'li',
          { title: image },
          thumbnail(handle, 76),
          element('div', { class: 'name' }, `${from} → ${to}`),
        ),
      ),
    ),
  );
}

function table(images, before, after) {
  const labels = [...new Set([...Object.keys(after), ...Object.keys(before)])].slice(0, 20);
  const share = (count) => (images === 0 ? '–' : percent((count ?? 0) / images));
  const cell = (tag, text) => element(tag, { class: 'number' }, text);
  return element(
    'table',
    {},
    element('thead', {}, element('tr', {}, element('th', {}, 'best label'), cell('th', 'now'), cell('th', 'then'))),
    element(
      'tbody',
      {},
      ...labels.map((label) =>
        element('tr', {}, element('td', {}, label), cell('td', share(before[label])), cell('td', share(after[label]))),
      ),
    ),
  );
}
