const plainAddress =
  /^[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)+$/i;

/**
 * True for an address that may be handed to a mailer: ASCII, one @, no white space, quoting, folding, comments or lists.
 * Anything else could smuggle in a header or a second recipient.
 */
export function isPlainAddress(address: string): boolean {
  return address.length <= 254 && plainAddress.test(address);
}

/** A header value on one line: control characters, line breaks among them, become spaces. */
export function onOneLine(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: removing them is the purpose.
  return text.replace(/[\u0000-\u001f\u007f\u2028\u2029]+/g, ' ').trim();
}
