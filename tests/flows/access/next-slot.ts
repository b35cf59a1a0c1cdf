let slot = 0;

/** Half an hour that nobody else has asked for. */
export function nextSlot(): { from: string; until: string } {
  const day = 14 + Math.floor(slot / 20);
  const from = Date.parse(`2026-12-${day}T00:00:00Z`) + (slot % 20) * 30 * 60_000;
  slot += 1;
  return { from: new Date(from).toISOString(), until: new Date(from + 30 * 60_000).toISOString() };
}
