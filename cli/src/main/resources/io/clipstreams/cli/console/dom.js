// Everything that is shown goes through here. Data becomes text nodes and attributes, never markup.

export const find = (id) => document.getElementById(id);

/** An element with attributes and children; a string becomes text. */
export function element(tag, attributes = {}, ...children) {
  return filled(document.createElement(tag), attributes, children);
}

/** The same in SVG. */
export function drawn(tag, attributes = {}, ...children) {
  return filled(document.createElementNS('http://www.w3.org/2000/svg', tag), attributes, children);
}

function filled(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    node.setAttribute(name, value);
  }
  node.append(...children);
  return node;
}

/** Keeps a list from growing for ever. */
export function trim(list, most) {
  while (list.children.length > most) {
    list.lastElementChild.remove();
  }
}

export function say(node, text, bad = false) {
  node.textContent = text;
  node.classList.toggle('bad', bad);
}

export const percent = (share) => `${Math.round(100 * share)} %`;

/** The server reads a few pictures at a time; what it puts off is asked for again. */
export function thumbnail(handle, size) {
  const src = `/console/api/images/${handle}`;
  const image = element('img', { src, alt: '', loading: 'lazy', width: size, height: size });
  let tries = 0;
  image.addEventListener('error', () => {
    tries += 1;
    if (tries < 4) {
      setTimeout(() => image.setAttribute('src', `${src}?again=${tries}`), 700 * tries);
    }
  });
  return image;
}
