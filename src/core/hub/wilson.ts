const Z = 1.959964; // of the normal distribution, for 95 %

/**
 * The share of `plus` in `total` with its 95 % interval, 0 to 1; `total` is at least 1. The interval is the score
 * interval of E. B. Wilson, Probable Inference, the Law of Succession, and Statistical Inference, Journal of the
 * American Statistical Association 22 (1927), 209-212: unlike the plain one it holds for few votes and for shares near 1.
 */
export function shareOf(plus: number, total: number): { value: number; low: number; high: number } {
  const value = plus / total;
  const square = (Z * Z) / total;
  const centre = (value + square / 2) / (1 + square);
  const half = (Z * Math.sqrt((value * (1 - value)) / total + square / (4 * total))) / (1 + square);
  return { value, low: Math.max(0, centre - half), high: Math.min(1, centre + half) };
}
