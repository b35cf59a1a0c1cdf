/** The classification in which new instruments are described; other editions number some classes differently. */
export const classScheme = 'GB/T 32847-2016';
export const classEdition = '2016';

/** "Other instruments": what an imported instrument carries until a person has classified it. */
export const unclassified = '990000';

/**
 * The significant part of a code that is built from pairs of digits: class 010000 stands for all of 01, 010500 for all
 * of 0105, division 370200 for all of 3702. A part of a code is already one.
 */
export function codePrefix(code: string): string {
  return /^\d{2}(?:\d{2})*?(?=(?:00)*$)/.exec(code)?.[0] ?? code;
}

/** Words by which a class is proposed, the more special ones first. A proposal is shown to a person, never applied. */
const hints: readonly (readonly [RegExp, string])[] = [
  [/isotope.ratio|\birms\b|同位素质谱/i, '010203'],
  [/\bsims\b|secondary ion|离子探针/i, '010204'],
  [/\bicp[- ]?ms\b|inductively coupled plasma.*mass|无机质谱|等离子体质谱/i, '010202'],
  [
    /mass spec|\b(ltq|orbitrap|q-?tof|qtrap|tripletof|timstof|maldi|ft-?icr|lc-?ms|gc-?ms|tsq|velos|exactive|exploris)|质谱/i,
    '010201',
  ],
  [/\btem\b|transmission electron|透射电/i, '010101'],
  [/\b(fe)?sem\b|scanning electron|扫描电/i, '010102'],
  [/electron probe|\bepma\b|电子探针/i, '010103'],
  [/\bxps\b|photoelectron|auger|电子能谱/i, '010104'],
  [/\bxrd\b|diffract|衍射/i, '010301'],
  [/\bxrf\b|x.?ray fluorescence|x射线荧光/i, '010302'],
  [/\bedx?s?\b|x射线能谱/i, '010303'],
  [/atomic absorption|\baas\b|原子吸收/i, '010403'],
  [/atomic fluorescence|原子荧光/i, '010404'],
  [/optical emission|\bicp[- ]?(oes|aes)\b|\bspark\b|直读光谱|发射光谱/i, '010405'],
  [/raman|拉曼/i, '010410'],
  [/\bft-?ir\b|infra-?red spec|红外光谱/i, '010409'],
  [/circular dichroism|圆二色/i, '010411'],
  [/spectrofluor|fluorescence spec|荧光分光/i, '010402'],
  [/\buv\b|spectrophotomet|紫外/i, '010401'],
  [/ion chromatograph|离子色谱/i, '010503'],
  [/gel permeation|\bgpc\b|凝胶色谱/i, '010505'],
  [/gas chromatograph|\bgc\b|气相色谱/i, '010501'],
  [/\bu?h?plc\b|liquid chromatograph|液相色谱/i, '010502'],
  [/electrophores|电泳/i, '010507'],
  [/\bnmr\b|magnetic resonance|核磁/i, '010601'],
  [/\besr\b|\bepr\b|paramagnetic|顺磁/i, '010602'],
  [/confocal|共焦|共聚焦/i, '010802'],
  [/\bafm\b|\bstm\b|scanning probe|atomic force|原子力显微/i, '010803'],
  [/microscop|显微镜/i, '010801'],
  [/\bdsc\b|differential scanning|示差扫描|差示扫描/i, '010902'],
  [/\btga\b|thermogravimet|热重|热天平/i, '010903'],
  [/sequenc|测序/i, '011007'],
  [/\bq?pcr\b|thermocycler/i, '011011'],
  [/flow cytomet|cell sorter|流式细胞/i, '011012'],
  [/centrifug|离心机/i, '011023'],
  [/microplate|plate reader|酶标/i, '011005'],
  [/\btoc\b|total organic carbon/i, '011104'],
  [/microwave digest|微波消解/i, '011201'],
  [/freeze.?dr|lyophil|冷冻干燥/i, '011206'],
  [/tensile|universal testing|材料试验机|万能试验/i, '020101'],
  [/hardness|硬度/i, '020102'],
  [/rheomet|viscomet|粘度/i, '020106'],
  [/contact angle|goniometer|接触角/i, '020105'],
  [/particle size|dynamic light|粒度/i, '020502'],
  [/surface area|gas sorption|比表面|孔隙/i, '020503'],
  [/spectrum analy[sz]er|频谱分析/i, '040108'],
  [/oscilloscope|示波器/i, '040103'],
  [/\b(etch|lithograph|sputter|evaporator|deposition|furnace|stepper|pecvd|lpcvd|dicing|wafer|bonder)/i, '120300'],
];

/** The class that the words of a name point to, or null. */
export function suggestClass(words: string): string | null {
  return hints.find(([pattern]) => pattern.test(words))?.[1] ?? null;
}
