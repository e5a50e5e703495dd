import { get, remember, takeTokenFromAddress, token, whenLocked } from './api.js';
import { find, say } from './dom.js';
import * as labels from './labels.js';
import * as letters from './letters.js';
import * as rates from './rates.js';
import * as search from './search.js';
import * as stream from './stream.js';

takeTokenFromAddress();
stream.start();
search.start();
labels.start();
whenLocked(() => allow());
find('unlock').addEventListener('submit', (event) => {
  event.preventDefault();
  remember(find('token').value);
  find('token').value = '';
  allow();
});

let readOnly = true;

function allow() {
  const mayChange = !readOnly && Boolean(token());
  labels.allow(mayChange);
  letters.allow(mayChange);
  find('unlock').hidden = readOnly || mayChange;
}

async function about() {
  const facts = await get('/console/api/about');
  ({ readOnly } = facts);
  const model = facts.model ? ` · ${facts.precision} on ${facts.device}` : '';
  say(find('about'), `${facts.applicationId}${model}${readOnly ? ' · read-only' : ''}`);
  allow();
}

function state(text, kind) {
  const pill = find('state');
  say(pill, text);
  pill.className = `pill ${kind}`;
}

function listen() {
  const events = new EventSource('/console/api/events');
  const on = (type, take) =>
    events.addEventListener(type, (event) => take(JSON.parse(event.data)));
  events.addEventListener('open', () => state('live', 'good'));
  events.addEventListener('error', () => {
    state('reconnecting', '');
    // A browser gives up after an answer that is an error; the application may only be starting.
    if (events.readyState === EventSource.CLOSED) {
      setTimeout(listen, 2000);
    }
  });
  on('image', (image) => {
    stream.arrived(image);
    rates.arrived(image);
    image.results.forEach(({ set, version }) => labels.versionSeen(set, version));
  });
  on('letter', letters.arrived);
  on('rates', rates.ticked);
  on('missed', ({ events: count }) => stream.missed(count));
  on('trouble', ({ reason }) => state(reason, 'bad'));
}

async function begin() {
  try {
    await about();
    await labels.load();
  } catch (error) {
    say(find('verdict'), error.message, true);
    setTimeout(begin, 2000);
    return;
  }
}

begin();
listen();
