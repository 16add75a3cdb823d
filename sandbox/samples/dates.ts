/** The sample's present: its own dates are counted from here, so that a seed gives the same ones. */
export const sampleNowMs = Date.UTC(2026, 10, 20, 8, 30);
