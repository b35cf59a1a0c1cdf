let slot = 0;

/** Half an hour that nobody else has asked for. */
export function nextSlot(): { from: string; until: string } {
  // Within the horizon of the rules; what is booked has an instrument of its own, so a slot may come again.
  const day = Math.floor(slot / 20) % 60;
  const from = Date.parse('2026-12-14T00:00:00Z') + day * 86_400_000 + (slot % 20) * 30 * 60_000;
  slot += 1;
  return { from: new Date(from).toISOString(), until: new Date(from + 30 * 60_000).toISOString() };
}
