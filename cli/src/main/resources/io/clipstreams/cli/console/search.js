// The images that went by last, by a text.

import { get } from './api.js';
import { element, find, say, thumbnail } from './dom.js';

export function start() {
  find('search').addEventListener('submit', async (event) => {
    event.preventDefault();
    const searched = find('searched');
    say(searched, 'searching …');
    try {
      const text = encodeURIComponent(find('text').value);
      const found = await get(`/console/api/search?text=${text}`);
      say(searched, `Among the last ${found.searched} images, nearest first.`);
      find('hits').replaceChildren(...found.hits.map(hit));
    } catch (error) {
      say(searched, error.message, true);
    }
  });
}

function hit({ handle, image, similarity }) {
  return element(
    'li',
    { title: image },
    thumbnail(handle, 76),
    element('div', { class: 'name' }, `${similarity.toFixed(3)} ${image}`),
  );
}
