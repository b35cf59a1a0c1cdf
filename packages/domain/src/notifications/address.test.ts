import { describe, expect, it } from 'vitest';
import { isPlainAddress, onOneLine } from './address.ts';

describe('an address for the mailer', () => {
  it.each(['a@b.cn', 'lab-manager@qingdao.guanyi.test', "o'neil+x@uni-x.edu.cn"])('takes %j', (address) => {
    expect(isPlainAddress(address)).toBe(true);
  });

  it.each([
    'a@b.cn\r\nBcc: c@d.cn',
    'a@b.cn\n',
    'a@b.cn, c@d.cn',
    'a@b.cn;c@d.cn',
    '"a b"@c.cn',
    'a <b@c.cn>',
    'a@b',
    'a@@b.cn',
    'a@b.cn\u0000',
    'ä@b.cn',
    'a@-b.cn',
    '',
    ' a@b.cn',
    `${'a'.repeat(65)}@b.cn`,
    `a@${'b.'.repeat(130)}cn`,
  ])('refuses %j', (address) => {
    expect(isPlainAddress(address)).toBe(false);
  });

  it('keeps a header value on one line', () => {
    expect(onOneLine('Spectrometer\r\nBcc: x@y.cn\u2028z')).toBe('Spectrometer Bcc: x@y.cn z');
  });
});
