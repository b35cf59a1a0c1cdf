/** What is looked at when an instrument leaves and comes back, in both languages. */
export interface ChecklistItem {
  readonly zh: string;
  readonly en?: string | undefined;
}

export interface ChecklistOfClass {
  readonly classCode: string;
  readonly items: readonly ChecklistItem[];
}

const everywhere: readonly ChecklistItem[] = [
  { zh: '外壳', en: 'Case' },
  { zh: '显示屏与按键', en: 'Display and keys' },
  { zh: '电源与电缆', en: 'Power supply and cables' },
  { zh: '铭牌与资产标签', en: 'Name plate and asset label' },
];

/** What the product proposes for classes of GB/T 32847, beside what is looked at everywhere. Not law: a lab sets its own. */
const proposed: readonly ChecklistOfClass[] = [
  {
    classCode: '010100',
    items: [
      { zh: '电子枪与灯丝', en: 'Electron gun and filament' },
      { zh: '样品台', en: 'Sample stage' },
      { zh: '真空系统', en: 'Vacuum system' },
    ],
  },
  {
    classCode: '010200',
    items: [
      { zh: '离子源', en: 'Ion source' },
      { zh: '真空泵与真空度', en: 'Vacuum pumps and pressure' },
      { zh: '进样接口', en: 'Inlet' },
      { zh: '调谐报告', en: 'Tune report' },
    ],
  },
  {
    classCode: '010300',
    items: [
      { zh: '探测器窗膜', en: 'Detector window' },
      { zh: '射线管与快门', en: 'X-ray tube and shutter' },
      { zh: '安全联锁', en: 'Safety interlock' },
      { zh: '电池', en: 'Battery' },
    ],
  },
  {
    classCode: '010400',
    items: [
      { zh: '光源', en: 'Light source' },
      { zh: '光路窗口', en: 'Optical windows' },
      { zh: '样品室', en: 'Sample compartment' },
    ],
  },
  {
    classCode: '010500',
    items: [
      { zh: '色谱柱', en: 'Column' },
      { zh: '进样器', en: 'Injector' },
      { zh: '检测器', en: 'Detector' },
      { zh: '管路接头', en: 'Tubing and fittings' },
    ],
  },
  {
    classCode: '010800',
    items: [
      { zh: '物镜与目镜', en: 'Objectives and eyepieces' },
      { zh: '载物台', en: 'Stage' },
      { zh: '照明', en: 'Illumination' },
    ],
  },
  {
    classCode: '020000',
    items: [
      { zh: '夹具', en: 'Grips' },
      { zh: '传感器', en: 'Load cell' },
      { zh: '急停', en: 'Emergency stop' },
    ],
  },
  {
    classCode: '030000',
    items: [
      { zh: '校准标识', en: 'Calibration label' },
      { zh: '标准件', en: 'Reference standards' },
    ],
  },
  { classCode: '040000', items: [{ zh: '探头与连接线', en: 'Probes and leads' }] },
];

/**
 * The list for an instrument: that of the lab for the nearest class, else what the product proposes for the nearest class after what is
 * looked at everywhere. Classes are six digits, two a level; `990000` stands for none.
 */
export function checklistFor(
  classCode: string,
  own: readonly ChecklistOfClass[],
): { items: readonly ChecklistItem[]; source: 'lab' | 'proposed'; classCode: string } {
  for (const level of levelsOf(classCode)) {
    const list = own.find((one) => one.classCode === level);
    if (list) return { items: list.items, source: 'lab', classCode: level };
  }
  for (const level of levelsOf(classCode)) {
    const list = proposed.find((one) => one.classCode === level);
    if (list) return { items: [...everywhere, ...list.items], source: 'proposed', classCode: level };
  }
  return { items: everywhere, source: 'proposed', classCode };
}

/** The class itself and those above it, the nearest first. */
function levelsOf(classCode: string): string[] {
  return [...new Set([classCode, `${classCode.slice(0, 4)}00`, `${classCode.slice(0, 2)}0000`])];
}
