import type { Random } from './random.ts';

const surnames = [
  ...'王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范',
];
const given = [
  ...'伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华慧红玉建文斌宇浩凯健俊帆雪琳晨阳宁博睿欣怡佳梦瑶思远嘉诚志国海波',
];

/** A plausible Chinese name of two or three characters. */
export function personName(random: Random): string {
  const name = random.pick(surnames) + random.pick(given);
  return random.below(3) === 0 ? name : name + random.pick(given);
}

const marks = [...'华中天海东方恒瑞康泰信达金盛博远宏益嘉润新联科创安正和源通力晟'];
const trades = [
  '食品科技',
  '生物医药',
  '新材料',
  '精密机械',
  '电子科技',
  '纺织',
  '化工',
  '检测技术',
  '水产',
  '粮油',
  '玩具',
  '陶瓷',
  '医疗器械',
  '环保科技',
  '国际贸易',
];
const schools = [
  '大学',
  '理工大学',
  '农业大学',
  '医科大学',
  '师范大学',
  '海洋大学',
  '工业大学',
  '轻工学院',
  '职业技术学院',
];
const institutes = [
  '食品研究院',
  '农业科学院',
  '化工研究所',
  '材料研究所',
  '海洋研究所',
  '药物研究所',
  '标准化研究院',
  '环境科学研究院',
];
const offices = ['市场监督管理局检验所', '疾病预防控制中心', '农产品质量安全中心', '生态环境监测站'];

export type CustomerKind = 'enterprise' | 'university' | 'institute' | 'government';

/** The name of a customer in its city, such as 青岛华信食品科技有限公司. */
export function customerName(kind: CustomerKind, city: string, random: Random): string {
  const place = city.replace(/(市|地区|盟|自治州)$/, '');
  switch (kind) {
    case 'enterprise':
      return `${place}${random.pick(marks)}${random.pick(marks)}${random.pick(trades)}有限公司`;
    case 'university':
      return `${place}${random.pick(schools)}`;
    case 'institute':
      return `${place}${random.pick(institutes)}`;
    case 'government':
      return `${place}${random.pick(offices)}`;
  }
}

/** What a laboratory of a discipline works on: the middle of its name in both languages. */
export const topics: Record<string, { zh: string; en: string; of: readonly [string, string][] }> = {
  healthQuarantine: {
    zh: '卫生检疫',
    en: 'Health Quarantine',
    of: [
      ['虫媒传染病', 'Vector-borne Disease'],
      ['呼吸道传染病', 'Respiratory Disease'],
      ['国际旅行健康', 'Travel Health'],
      ['生物安全', 'Biosafety'],
      ['核生化有害因子', 'CBRN Agents'],
    ],
  },
  animalPlantQuarantine: {
    zh: '动植物检疫',
    en: 'Animal and Plant Quarantine',
    of: [
      ['植物有害生物', 'Plant Pest'],
      ['种子种苗', 'Seed and Seedling'],
      ['动物疫病', 'Animal Disease'],
      ['外来入侵物种', 'Invasive Species'],
      ['转基因生物', 'Genetically Modified Organism'],
    ],
  },
  foodSafety: {
    zh: '食品安全',
    en: 'Food Safety',
    of: [
      ['农兽药残留', 'Pesticide and Veterinary Drug Residue'],
      ['食品接触材料', 'Food Contact Material'],
      ['乳制品', 'Dairy Product'],
      ['葡萄酒', 'Wine'],
      ['水产品', 'Aquatic Product'],
      ['茶叶', 'Tea'],
    ],
  },
  chemicalMineralMetal: {
    zh: '化矿金',
    en: 'Chemical, Mineral and Metal',
    of: [
      ['煤炭', 'Coal'],
      ['铁矿石', 'Iron Ore'],
      ['石油化工', 'Petrochemical'],
      ['危险化学品', 'Hazardous Chemical'],
      ['稀土', 'Rare Earth'],
    ],
  },
  electromechanical: {
    zh: '机电',
    en: 'Electromechanical',
    of: [
      ['电磁兼容', 'Electromagnetic Compatibility'],
      ['家用电器', 'Household Appliance'],
      ['信息技术设备', 'Information Technology Equipment'],
      ['机动车', 'Motor Vehicle'],
    ],
  },
  lightIndustry: {
    zh: '轻工',
    en: 'Light Industry',
    of: [
      ['玩具', 'Toy'],
      ['陶瓷', 'Ceramic'],
      ['化妆品', 'Cosmetic'],
      ['家具', 'Furniture'],
    ],
  },
  textile: {
    zh: '纺织',
    en: 'Textile',
    of: [
      ['纺织品', 'Textile'],
      ['服装', 'Garment'],
      ['棉花', 'Cotton'],
    ],
  },
  commodityIdentification: {
    zh: '商品属性鉴定',
    en: 'Commodity Identification',
    of: [
      ['固体废物属性', 'Solid Waste'],
      ['商品归类', 'Commodity Classification'],
    ],
  },
};
