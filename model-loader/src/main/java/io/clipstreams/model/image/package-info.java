/** Pictures: decoding untrusted bytes, and Pillow's conversion and resize to the byte. */
package io.clipstreams.model.image;
