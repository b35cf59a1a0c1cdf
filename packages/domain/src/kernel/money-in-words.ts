const digits = ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'];
const placesInGroup = ['', '拾', '佰', '仟'];
const groupNames = ['', '万', '亿', '万'];

/**
 * An amount as Chinese vouchers write it, so that no digit can be added later: `140429` fen is 壹仟肆佰零肆元贰角玖分.
 * Whole yuan end in 整; a zero between figures is said once. Throws RangeError beyond the safe integers, or for parts of a fen.
 */
export function fenInWords(fen: number): string {
  if (!Number.isSafeInteger(fen)) throw new RangeError(`${fen} is not an amount in fen`);
  if (fen === 0) return '零元整';
  const magnitude = Math.abs(fen);
  const yuan = Math.floor(magnitude / 100);
  const jiao = Math.floor(magnitude / 10) % 10;
  const rest = magnitude % 10;
  const parts = [fen < 0 ? '负' : '', yuan > 0 ? `${yuanInWords(yuan)}元` : ''];
  if (jiao > 0) parts.push(`${digits[jiao]}角`);
  if (rest > 0) parts.push(`${jiao === 0 && yuan > 0 ? '零' : ''}${digits[rest]}分`);
  if (jiao === 0 && rest === 0) parts.push('整');
  return parts.join('');
}

/** Groups of four digits, each with its name; a group or a digit of nothing is told by one 零 before what follows. */
function yuanInWords(yuan: number): string {
  const groups: number[] = [];
  for (let rest = yuan; rest > 0; rest = Math.floor(rest / 10_000)) groups.unshift(rest % 10_000);
  let words = '';
  let owesZero = false;
  groups.forEach((group, index) => {
    const place = groups.length - 1 - index;
    if (group === 0) {
      owesZero = words !== '';
      // Trillions are 万 of 亿, and 亿 is said even when nothing else of it is there.
      if (place === 2) words += '亿';
      return;
    }
    if (words !== '' && (owesZero || group < 1_000)) words += '零';
    words += `${groupInWords(group)}${groupNames[place]}`;
    owesZero = false;
  });
  return words;
}

function groupInWords(group: number): string {
  let words = '';
  let owesZero = false;
  for (let place = 3; place >= 0; place -= 1) {
    const digit = Math.floor(group / 10 ** place) % 10;
    if (digit === 0) {
      owesZero = words !== '';
      continue;
    }
    words += `${owesZero ? '零' : ''}${digits[digit]}${placesInGroup[place]}`;
    owesZero = false;
  }
  return words;
}
