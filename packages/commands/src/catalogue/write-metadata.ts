import type { ExportRow } from '@guanyi/db/catalogue/export-rows';

type Chunks = AsyncIterable<readonly ExportRow[]>;

/** Instruments as schema.org things, for search engines and research catalogues. */
export async function* writeJsonLd(chunks: Chunks, urlOf: (instrumentId: string) => string): AsyncGenerator<string> {
  yield '{"@context":"https://schema.org","@graph":[';
  yield* joined(chunks, (row) => thingOf(row, urlOf(row.id)));
  yield ']}\n';
}

/** Instruments after the PIDINST 1.0 schema of the Research Data Alliance. */
export async function* writePidinst(chunks: Chunks, urlOf: (instrumentId: string) => string): AsyncGenerator<string> {
  yield '[';
  yield* joined(chunks, (row) => pidinstOf(row, urlOf(row.id)));
  yield ']\n';
}

async function* joined(chunks: Chunks, objectOf: (row: ExportRow) => object): AsyncGenerator<string> {
  let isFirst = true;
  for await (const rows of chunks) {
    yield (isFirst ? '' : ',') + rows.map((row) => JSON.stringify(objectOf(row))).join(',');
    isFirst = false;
  }
}

function thingOf(row: ExportRow, url: string): object {
  return {
    '@type': 'IndividualProduct',
    '@id': url,
    url,
    name: inBoth(row.nameZh, row.nameEn),
    ...(row.model === '' ? {} : { model: row.model }),
    ...(row.manufacturer === '' ? {} : { manufacturer: { '@type': 'Organization', name: row.manufacturer } }),
    productID: row.assetNumber,
    category: { '@type': 'CategoryCode', codeValue: row.classCode, inCodeSet: row.classScheme, name: row.className },
    ...(row.acquiredOn === null ? {} : { purchaseDate: row.acquiredOn }),
    ...(row.descriptionZh === null && row.descriptionEn === null
      ? {}
      : {
          description: inBoth(
            row.descriptionZh ?? row.descriptionEn ?? '',
            row.descriptionZh === null ? null : row.descriptionEn,
          ),
        }),
    provider: {
      '@type': 'ResearchOrganization',
      name: inBoth(row.labNameZh, row.labNameEn),
      parentOrganization: { '@type': 'GovernmentOrganization', name: inBoth(row.ownerNameZh, row.ownerNameEn) },
      address: { '@type': 'PostalAddress', addressLocality: row.city, addressCountry: 'CN' },
    },
  };
}

function inBoth(zh: string, en: string | null): object[] | string {
  if (en === null) return zh;
  return [
    { '@language': 'zh', '@value': zh },
    { '@language': 'en', '@value': en },
  ];
}

function pidinstOf(row: ExportRow, url: string): object {
  const description = row.descriptionEn ?? row.descriptionZh;
  return {
    identifier: { identifier: url, identifierType: 'URL' },
    schemaVersion: '1.0',
    landingPage: url,
    name: row.nameEn ?? row.nameZh,
    owners: [
      {
        ownerName: row.ownerNameEn ?? row.ownerNameZh,
        ...(row.contact?.email ? { ownerContact: row.contact.email } : {}),
        ownerIdentifier: { ownerIdentifier: row.ownerUscc, ownerIdentifierType: 'USCC' },
      },
    ],
    // The schema asks for a manufacturer; what nobody knows is said to be unknown.
    manufacturers: [{ manufacturerName: row.manufacturer === '' ? 'unknown' : row.manufacturer }],
    ...(row.model === '' ? {} : { model: { modelName: row.model } }),
    ...(description === null ? {} : { description }),
    instrumentTypes: [
      {
        instrumentTypeName: row.classNameEn ?? row.className ?? row.classCode,
        instrumentTypeIdentifier: {
          instrumentTypeIdentifier: row.classCode,
          instrumentTypeIdentifierType: row.classScheme,
        },
      },
    ],
    ...(row.acquiredOn === null ? {} : { dates: [{ date: row.acquiredOn, dateType: 'Commissioned' }] }),
    relatedIdentifiers: [],
    alternateIdentifiers: [{ alternateIdentifier: row.assetNumber, alternateIdentifierType: 'InventoryNumber' }],
  };
}
