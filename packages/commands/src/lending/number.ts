/** A number by which people know a thing: the day and six letters from the random end of its id, without I, L, O and U, which are misread. */
export function numberOf(prefix: string, id: string, day: string): string {
  const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
  let rest = Number.parseInt(id.slice(-8), 16);
  let letters = '';
  for (let i = 0; i < 6; i++) {
    letters = alphabet[rest % 32] + letters;
    rest = Math.floor(rest / 32);
  }
  return `${prefix}-${day.slice(2).replaceAll('-', '')}-${letters}`;
}
