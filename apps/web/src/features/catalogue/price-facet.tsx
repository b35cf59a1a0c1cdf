import { m } from '@guanyi/messages';
import { useEffect, useState } from 'react';
import { countText, yuanText } from '../../ui/format.ts';
import type { CatalogueSearch, SearchReply } from './search-state.ts';

type Bands = NonNullable<SearchReply['facets']>['price'];
type Price = Pick<CatalogueSearch, 'minYuan' | 'maxYuan'>;

interface PriceFacetProps {
  bands: Bands | undefined;
  value: Price;
  onChange: (price: { minYuan: number | undefined; maxYuan: number | undefined }) => void;
}

/** How prices are spread, and the two ends of what is wanted, applied when a field is left or Enter is pressed. */
export function PriceFacet({ bands, value, onChange }: PriceFacetProps) {
  const { minYuan, maxYuan } = value;
  const apply = (price: Price) => {
    const next = { minYuan: price.minYuan, maxYuan: price.maxYuan };
    if (next.minYuan === minYuan && next.maxYuan === maxYuan) return;
    // The two ends in either order: what was typed last is not refused.
    const isBackward = next.minYuan !== undefined && next.maxYuan !== undefined && next.minYuan > next.maxYuan;
    onChange(isBackward ? { minYuan: next.maxYuan, maxYuan: next.minYuan } : next);
  };
  return (
    <fieldset className="facet">
      <legend>{m.storefront_facet_price()}</legend>
      <div>
        {bands && <Histogram bands={bands} value={value} />}
        <div className="pair">
          <YuanField
            label={m.storefront_price_from_label()}
            value={minYuan}
            onApply={(yuan) =>
              apply({ ...(yuan !== undefined && { minYuan: yuan }), ...(maxYuan !== undefined && { maxYuan }) })
            }
          />
          <span aria-hidden="true">–</span>
          <YuanField
            label={m.storefront_price_at_most_label()}
            value={maxYuan}
            onApply={(yuan) =>
              apply({ ...(minYuan !== undefined && { minYuan }), ...(yuan !== undefined && { maxYuan: yuan }) })
            }
          />
        </div>
      </div>
    </fieldset>
  );
}

/** One column a band, those that the wanted prices touch in the stronger colour; for screen readers the counts in words. */
function Histogram({
  bands,
  value: { minYuan = 0, maxYuan = Number.POSITIVE_INFINITY },
}: {
  bands: Bands;
  value: Price;
}) {
  const most = Math.max(...bands.map(({ count }) => count));
  if (most === 0) return null;
  const words = bands.filter(({ count }) => count > 0).map(bandText);
  return (
    <div
      className="hist"
      role="img"
      aria-label={m.storefront_price_histogram({ text: words.join(m.storefront_list_comma()) })}
    >
      {bands.map((band) => {
        const top = band.priceMaxFen ?? Number.POSITIVE_INFINITY;
        const isIn = top >= minYuan * 100 && band.priceMinFen <= maxYuan * 100;
        return (
          <i
            key={band.priceMinFen}
            className={isIn ? 'in' : undefined}
            title={bandText(band)}
            style={{ '--f': band.count / most } as React.CSSProperties}
          />
        );
      })}
    </div>
  );
}

function bandText({ priceMinFen, priceMaxFen, count }: Bands[number]): string {
  const n = countText(count);
  // A band begins a fen above the one before it ends.
  const from = yuanText(priceMinFen === 0 ? 0 : priceMinFen - 1).replace(/\.00$/, '');
  if (priceMaxFen === undefined) return m.storefront_price_band_top({ from, n });
  return m.storefront_price_band({ from, until: yuanText(priceMaxFen).replace(/\.00$/, ''), n });
}

interface YuanFieldProps {
  label: string;
  value: number | undefined;
  onApply: (yuan: number | undefined) => void;
}

function YuanField({ label, value, onApply }: YuanFieldProps) {
  const [text, setText] = useState(value?.toString() ?? '');
  useEffect(() => setText(value?.toString() ?? ''), [value]);
  const apply = () => {
    const yuan = Number(text);
    const next = text.trim() === '' || !Number.isInteger(yuan) || yuan < 0 ? undefined : Math.min(yuan, 1_000_000);
    setText(next?.toString() ?? '');
    onApply(next);
  };
  return (
    <input
      className="inp"
      inputMode="numeric"
      maxLength={7}
      aria-label={label}
      value={text}
      onChange={(event) => setText(event.target.value)}
      onBlur={apply}
      onKeyDown={(event) => event.key === 'Enter' && apply()}
    />
  );
}
