import type { facets as facetsSchema } from '@guanyi/contracts/catalogue/schemas';
import type { FacetCounts, FacetValue } from '@guanyi/db/catalogue/facets';
import { priceBands } from '@guanyi/domain/catalogue/price-bands';
import type { z } from 'zod';
import { localizedName } from './present-instrument.ts';

export function presentFacets({ facets }: FacetCounts): z.input<typeof facetsSchema> {
  const present = (values: FacetValue[]) =>
    values.map(({ value, nameZh, nameEn, count }) => ({
      value,
      ...(nameZh === null ? {} : { label: localizedName(nameZh, nameEn) }),
      count,
    }));
  return {
    mode: present(facets.mode),
    discipline: present(facets.discipline),
    classCode: present(facets.classCode),
    region: present(facets.region),
    labLevel: present(facets.labLevel),
    accreditation: present(facets.accreditation),
    price: priceBands.map(({ minFen, maxFen }, place) => ({
      priceMinFen: minFen,
      ...(maxFen === undefined ? {} : { priceMaxFen: maxFen }),
      count: facets.price.find(({ value }) => value === String(place))?.count ?? 0,
    })),
  };
}
