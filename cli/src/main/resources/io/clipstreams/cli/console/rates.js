// Two minutes of throughput and latency, a point each second.

import { drawn, find, say } from './dom.js';

const SECONDS = 120;
const points = [];
let before = null;
let latencies = [];

export function arrived(image) {
  if (image.cause === 'LIVE') {
    latencies.push(image.scored - image.event);
  }
}

export function ticked(rates) {
  if (before !== null) {
    const seconds = Math.max(0.001, (rates.at - before.at) / 1000);
    const sorted = latencies.sort((a, b) => a - b);
    points.push({
      rate: Math.max(0, rates.classified - before.classified) / seconds,
      median: quantile(sorted, 0.5),
      high: quantile(sorted, 0.95),
    });
    if (points.length > SECONDS) {
      points.shift();
    }
  }
  before = rates;
  latencies = [];
  draw(rates);
}

const quantile = (sorted, share) =>
  sorted.length === 0 ? null : sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];

function draw(rates) {
  const last = points.at(-1);
  if (last) {
    say(find('rate'), last.rate.toFixed(1));
  }
  const timed = points.filter((point) => point.median !== null);
  if (timed.length > 0) {
    const { median, high } = timed.at(-1);
    say(find('latency'), `${median} median, ${high} 95 %`);
  }
  plot('rate-plot', [points.map((point) => point.rate)]);
  plot('latency-plot', [points.map((point) => point.median), points.map((point) => point.high)]);
  const counts = [
    `${rates.classified} classified`,
    `${rates.deadLetters} dead letters`,
    `${rates.parked} waiting`,
  ];
  say(find('counts'), `this process: ${counts.join(', ')}`);
}

function plot(id, series) {
  const most = Math.max(1, ...series.flat().filter((value) => value !== null));
  const lines = series.map((values, number) => {
    const corners = values
      .map((value, i) => [((SECONDS - values.length + i) * 240) / SECONDS, value])
      .filter(([, value]) => value !== null)
      .map(([x, value]) => `${x.toFixed(1)},${(62 - (58 * value) / most).toFixed(1)}`);
    return drawn('polyline', { points: corners.join(' '), class: number === 0 ? 'first' : 'second' });
  });
  find(id).replaceChildren(...lines);
}
