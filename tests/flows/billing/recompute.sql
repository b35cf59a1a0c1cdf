-- What each use of the proof owes, reckoned from the rules on paper, apart from the program: exact decimal numbers, one question after
-- the other, nothing taken from the statement that the product rates with. Machine time without time factors and steps.
WITH told AS (
  SELECT u.id, p.charge_for, b.id IS NULL AS is_walk_up, p.tax_category, p.subsidy_permille, p.minimum_fen, p.cap_fen, p.setup_fen,
    p.rate_per_hour_fen::numeric AS rate, p.per_sample_fen * coalesce(u.samples, 0) AS samples_fen,
    CASE WHEN u.service_way = 'selfOperated' THEN 0 ELSE p.operator_per_hour_fen END::numeric AS operator_rate,
    u.until_at - u.from_at AS used, b.until_at - b.from_at AS booked,
    CASE WHEN u.until_at > b.until_at THEN u.until_at - CASE WHEN u.from_at > b.until_at THEN u.from_at ELSE b.until_at END
      ELSE interval '0' END AS after_the_end
  FROM usage_records u JOIN price_policies p ON p.id = u.price_policy_id LEFT JOIN bookings b ON b.id = u.booking_id
), billed AS (
  SELECT *, CASE WHEN is_walk_up OR charge_for = 'used' THEN used WHEN charge_for = 'booked' THEN booked ELSE booked + after_the_end END AS time
  FROM told
), counted AS (
  SELECT *, CASE WHEN time < interval '1 minute' THEN 1 ELSE trunc(extract(epoch FROM time) / 60) END AS minutes FROM billed
), basic AS (
  SELECT *, ARRAY[round(minutes * rate / 60), round(minutes * operator_rate / 60), samples_fen, setup_fen] AS lines FROM counted
), least AS (
  SELECT *, (SELECT sum(line) FROM unnest(lines) line) AS basic_fen FROM basic
), filled AS (
  SELECT *, CASE WHEN basic_fen < minimum_fen THEN minimum_fen - basic_fen ELSE 0 END AS fill FROM least
), cut AS (
  SELECT *, CASE WHEN basic_fen + fill > cap_fen THEN cap_fen - basic_fen - fill ELSE 0 END AS over FROM filled
), helped AS (
  SELECT *, -round((basic_fen + fill + over) * subsidy_permille / 1000.0) AS help FROM cut
), taxed AS (
  SELECT *, lines || ARRAY[fill, over, help] AS all_lines,
    (SELECT percent FROM (VALUES ('vat6', 6), ('vat13', 13), ('vat9', 9), ('vat3', 3), ('vat1', 1), ('exempt', 0)) t (name, percent)
      WHERE name = tax_category) AS percent
  FROM helped
)
SELECT id, (SELECT sum(line) FROM unnest(all_lines) line)::bigint AS subtotal_fen,
  (SELECT sum(round(line * percent / 100.0)) FROM unnest(all_lines) line)::bigint AS tax_fen
FROM taxed
