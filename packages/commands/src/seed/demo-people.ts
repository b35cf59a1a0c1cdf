import type { DemoPeople } from '@guanyi/db/demo';
import type { Role } from '@guanyi/domain/identity/roles';
import { makeUscc } from '@guanyi/domain/kernel/uscc';
import { newId } from '@guanyi/platform/ids';

/** What the rest of the demonstration refers to, by short names. */
export interface DemoPlaces {
  organisationIds: ReadonlyMap<string, string>;
  labIds: ReadonlyMap<string, string>;
  /** By e-mail address. */
  userIds: ReadonlyMap<string, string>;
}

type Organisation = [
  slug: string,
  kind: DemoPeople['organisations'][number]['kind'],
  nameZh: string,
  nameEn: string,
  unit: string,
  region: string,
];

/** Unit 11 is an administrative unit, 12 a public institution, 91 an enterprise. */
const organisations: readonly Organisation[] = [
  ['qingdao', 'customsDistrict', '青岛海关技术中心', 'Qingdao Customs Technology Centre', '12', '370200'],
  ['shanghai', 'customsDistrict', '上海海关', 'Shanghai Customs District', '11', '310000'],
  ['beacon-foods', 'enterprise', '灯塔食品有限公司', 'Beacon Foods Ltd.', '91', '370200'],
  ['ocean-univ', 'university', '滨海海洋大学', 'Binhai Ocean University', '12', '370200'],
  ['tex-sme', 'enterprise', '织锦检测技术有限公司', 'Zhijin Textile Testing Ltd.', '91', '320500'],
  ['gacc', 'government', '海关总署', 'General Administration of Customs', '11', '110000'],
  ['qingdao-st', 'government', '青岛市科学技术局', 'Qingdao Science and Technology Bureau', '11', '370200'],
  ['platform', 'institute', '关仪共享运营中心', 'Guanyi Operations Centre', '12', '110000'],
];

interface Lab {
  code: string;
  district: string;
  nameZh: string;
  nameEn: string;
  level: 'ministryKey' | 'regional' | 'routine';
  disciplines: string[];
  alliances: string[];
  region: string;
  city: string;
  address: string;
  place: [latitude: number, longitude: number];
  isBsl3?: boolean;
  accreditations: string[];
}

const labs: readonly Lab[] = [
  {
    code: 'qd-food',
    district: 'qingdao',
    nameZh: '青岛海关技术中心食品实验室',
    nameEn: 'Food Laboratory, Qingdao Customs',
    level: 'ministryKey',
    disciplines: ['foodSafety', 'healthQuarantine', 'animalPlantQuarantine'],
    alliances: ['aquatic', 'dairy', 'wine'],
    region: '370202',
    city: '青岛',
    address: '青岛市市南区瞿塘峡路 70 号',
    place: [36.0611, 120.3167],
    accreditations: ['CNAS', 'CMA'],
  },
  {
    code: 'qd-cmm',
    district: 'qingdao',
    nameZh: '青岛海关技术中心化矿金实验室',
    nameEn: 'Chemicals, Minerals and Metals Laboratory, Qingdao Customs',
    level: 'regional',
    disciplines: ['chemicalMineralMetal', 'commodityIdentification'],
    alliances: ['coal', 'minerals', 'petroleum', 'rare-earth'],
    region: '370211',
    city: '青岛',
    address: '青岛市黄岛区黄河东路 99 号',
    place: [35.9606, 120.1983],
    accreditations: ['CNAS'],
  },
  {
    code: 'qd-tex',
    district: 'qingdao',
    nameZh: '烟台海关综合技术服务中心纺织轻工实验室',
    nameEn: 'Textile and Light Industry Laboratory, Yantai',
    level: 'regional',
    disciplines: ['textile', 'lightIndustry'],
    alliances: ['textiles', 'toys'],
    region: '370602',
    city: '烟台',
    address: '烟台市芝罘区环山路 88 号',
    place: [37.5215, 121.391],
    accreditations: ['CNAS', 'CMA'],
  },
  {
    code: 'sh-em',
    district: 'shanghai',
    nameZh: '上海海关机电产品检测技术中心',
    nameEn: 'Electromechanical Products Laboratory, Shanghai Customs',
    level: 'ministryKey',
    disciplines: ['electromechanical', 'commodityIdentification'],
    alliances: ['toys'],
    region: '310115',
    city: '上海',
    address: '上海市浦东新区民生路 1208 号',
    place: [31.2264, 121.5447],
    accreditations: ['CNAS', 'CMA'],
  },
  {
    code: 'sh-bio',
    district: 'shanghai',
    nameZh: '上海海关卫生检疫三级实验室',
    nameEn: 'BSL-3 Health Quarantine Laboratory, Shanghai Customs',
    level: 'ministryKey',
    disciplines: ['healthQuarantine', 'animalPlantQuarantine'],
    alliances: ['seeds'],
    region: '310115',
    city: '上海',
    address: '上海市浦东新区国际机场检疫楼',
    place: [31.1443, 121.8083],
    isBsl3: true,
    accreditations: ['CNAS'],
  },
  {
    code: 'sh-lig',
    district: 'shanghai',
    nameZh: '上海海关轻工与归类鉴定实验室',
    nameEn: 'Light Industry and Classification Laboratory, Shanghai Customs',
    level: 'routine',
    disciplines: ['lightIndustry', 'commodityIdentification'],
    alliances: ['ceramics', 'cosmetics'],
    region: '310104',
    city: '上海',
    address: '上海市徐汇区宜山路 500 号',
    place: [31.186, 121.431],
    accreditations: ['CMA'],
  },
];

type Account = [role: Role, place: string, displayName: string];

const districtPeople: readonly [Role, string, string][] = [
  ['labManager', '周明', '沈洁'],
  ['keeper', '孙浩', '陆鸣'],
  ['finance', '刘芳', '顾清'],
  ['assetOfficer', '王振', '唐远'],
];

const customerPeople: readonly [Role, string, string, string][] = [
  ['booker', '林晓', '陈波', '许晴'],
  ['orgAdmin', '赵蕾', '郑凯', '何苗'],
  ['orgFinance', '高岩', '吴倩', '马骏'],
];

const accounts: readonly Account[] = [
  ...districtPeople.flatMap(([role, ofQingdao, ofShanghai]): Account[] => [
    [role, 'qingdao', ofQingdao],
    [role, 'shanghai', ofShanghai],
  ]),
  ...customerPeople.flatMap(([role, ofUniversity, ofFoods, ofTextiles]): Account[] => [
    [role, 'ocean-univ', ofUniversity],
    [role, 'beacon-foods', ofFoods],
    [role, 'tex-sme', ofTextiles],
  ]),
  ['hqReviewer', 'gacc', '韩正'],
  ['auditor', 'gacc', '徐静'],
  ['stViewer', 'qingdao-st', '宋洋'],
  ['platformAdmin', 'platform', '管理员'],
];

/** `labManager` at qingdao is lab-manager@qingdao.guanyi.test. */
export function demoEmail(role: Role, place: string): string {
  return `${role.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}@${place}.guanyi.test`;
}

/** All organisations, labs and accounts; keepers and lab managers work for every lab of their district. */
export function demoPeople(passwordHash: string, now: number): { people: DemoPeople; places: DemoPlaces } {
  const organisationIds = new Map(organisations.map(([slug]) => [slug, newId()]));
  const labIds = new Map(labs.map((lab) => [lab.code, newId()]));
  const userIds = new Map(accounts.map(([role, place]) => [demoEmail(role, place), newId()]));
  const idOf = (ids: ReadonlyMap<string, string>, key: string): string => {
    const id = ids.get(key);
    if (id === undefined) throw new Error(`The demonstration names ${key} without having it.`);
    return id;
  };
  const people: DemoPeople = {
    organisations: organisations.map(([slug, kind, nameZh, nameEn, unit, region], i) => ({
      ...{ slug, kind, nameZh, nameEn, region },
      id: idOf(organisationIds, slug),
      uscc: makeUscc(unit, region, `5900${i + 1}`),
      contact: { name: nameZh, email: `contact@${slug}.guanyi.test` },
      status: 'verified',
      verifiedAt: now,
      isSme: slug === 'tex-sme',
    })),
    labs: labs.map(({ district, place: [latitude, longitude], isBsl3 = false, ...lab }) => ({
      ...lab,
      ...{ latitude, longitude, isBsl3 },
      id: idOf(labIds, lab.code),
      districtId: idOf(organisationIds, district),
      zone: 'Asia/Shanghai',
      contact: { phone: '0532-12345678', email: `${lab.code}@${district}.guanyi.test` },
    })),
    users: accounts.map(([role, place, displayName]) => ({
      id: idOf(userIds, demoEmail(role, place)),
      email: demoEmail(role, place),
      displayName,
      passwordHash,
      locale: 'zh-CN',
      status: 'active',
    })),
    memberships: accounts.flatMap(([role, place]) => {
      const isOfLab = role === 'keeper' || role === 'labManager';
      const worksFor = isOfLab
        ? labs.filter((lab) => lab.district === place).map((lab) => idOf(labIds, lab.code))
        : [null];
      return worksFor.map((labId) => ({
        ...{ role, labId },
        id: newId(),
        userId: idOf(userIds, demoEmail(role, place)),
        organisationId: idOf(organisationIds, place),
        status: 'active' as const,
      }));
    }),
  };
  return { people, places: { organisationIds, labIds, userIds } };
}
