import type { Name } from '@guanyi/domain/notifications/notice';

export type Locale = 'zh-CN' | 'en';

/** The English name where there is one and English is read; Chinese names are always there. */
export function nameIn(name: Name, locale: Locale): string {
  return locale === 'en' ? (name.en ?? name.zh) : name.zh;
}

/** 3 705 fen → ¥37.05 */
export function yuan(fen: number): string {
  const sign = fen < 0 ? '-' : '';
  const whole = Math.floor(Math.abs(fen) / 100).toLocaleString('en-US');
  return `${sign}¥${whole}.${String(Math.abs(fen) % 100).padStart(2, '0')}`;
}

/** 2026-03-04 09:00 in the zone. */
export function instantIn(at: number, zone: string): string {
  const parts = Object.fromEntries(
    clockOf(zone)
      .formatToParts(at)
      .map((part) => [part.type, part.value]),
  );
  return `${parts.year}-${parts.month}-${parts.day} ${parts.hour}:${parts.minute}`;
}

/** 2026-03-04 09:00–11:00 (Asia/Shanghai), with the second day only where it differs. */
export function windowIn(window: { from: number; until: number }, zone: string): string {
  const from = instantIn(window.from, zone);
  const until = instantIn(window.until, zone);
  const end = until.slice(0, 10) === from.slice(0, 10) ? `–${until.slice(11)}` : ` – ${until}`;
  return `${from}${end} (${zone})`;
}

const clocks = new Map<string, Intl.DateTimeFormat>();

function clockOf(zone: string): Intl.DateTimeFormat {
  let clock = clocks.get(zone);
  if (!clock) {
    clock = new Intl.DateTimeFormat('en-CA', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
    });
    clocks.set(zone, clock);
  }
  return clock;
}
