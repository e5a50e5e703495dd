/** CLIP's tokenizer: text becomes the ids that the text tower takes. */
package io.clipstreams.model.text;
