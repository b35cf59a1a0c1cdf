import { describe, expect, it } from 'vitest';
import { searchDocument } from './search-document.ts';
import { searchQuery } from './search-query.ts';

const document = searchDocument({
  assetNumber: 'QD-2021-0007',
  nameZh: '高效液相色谱-三重四极杆质谱联用仪',
  nameEn: 'HPLC triple quadrupole mass spectrometer',
  model: 'QTRAP 6500+',
  manufacturer: 'SCIEX',
  descriptionZh: "含 O'Brien 接口",
  descriptionEn: null,
  classNames: ['有机质谱仪'],
  otherNames: ['青岛海关技术中心'],
});

describe('what is written for the search', () => {
  it.each([
    '液相色谱',
    '质谱',
    '四极杆',
    '质谱',
    'hplc',
    'qtrap',
    '6500',
    'sciex',
    'yexiangsepu',
    'yxsp',
    '有机',
    '青岛',
  ])('has %s as a word', (word) => expect(document.tokens).toMatch(new RegExp(`(^| )'${word}':\\d+[ABCD]`)));

  it('has model number, asset number, initials and pinyin without separators for matches inside words', () => {
    for (const part of ['qtrap6500', 'qd20210007', 'gxyxspscsjgzplyy', 'gaoxiaoyexiangsepu']) {
      expect(document.text).toContain(part);
    }
  });

  it('quotes what would end a literal', () => expect(document.tokens).toContain("'o''brien'"));
});

describe('what a person typed', () => {
  it('becomes words and, from three characters on, a part of a word', () => {
    expect(searchQuery('质谱')?.terms).toEqual([{ tokens: "('质谱')", part: null }]);
    expect(searchQuery('QTRAP')?.terms).toEqual([{ tokens: "'qtrap':*", part: 'qtrap' }]);
  });

  it('loses an ending that means no more than apparatus', () => {
    expect(searchQuery('质谱仪')?.terms[0]?.tokens).toBe("('质谱仪' | '质谱')");
  });

  it('is one condition a word, Chinese and Latin apart', () => {
    expect(searchQuery('安捷伦7900 ICP-MS')?.terms).toHaveLength(3);
  });

  it('is nothing when it holds no letter or digit', () => {
    expect(searchQuery(' %_* ')).toBeNull();
  });

  it('cannot leave its quotes', () => {
    expect(searchQuery("a' | 'b")?.terms.map((term) => term.tokens)).toEqual(["'a':*", "'b':*"]);
  });
});
