import type { SiteUid } from '../identity.ts';
import { longestName } from './names.ts';

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });

/**
 * The name of a site's installation package: `Sitesync`, the first 8 characters of the site's uid,
 * and the site's name cut to fit 64 (spec 3.2). It is fixed when the package is made, so the name
 * on record wins over what this gives for a site that was renamed since.
 *
 * Whether GravityZone counts UTF-16 units or code points is not known; the former never counts
 * less. What is written as one character is not cut in two, no blank is left at the end, where
 * GravityZone might trim it and so break the look-up by name, and what GravityZone refuses in
 * names becomes a blank, since a package's name, unlike a company's, is ours to choose.
 */
export function packageName(uid: SiteUid, siteName: string): string {
  let name = `Sitesync ${uid.slice(0, 8)} `;
  const printable = siteName
    .toWellFormed()
    .replaceAll(/[<>\p{Cc}]+/gu, ' ')
    .trim();
  for (const { segment } of graphemes.segment(printable)) {
    if (name.length + segment.length > longestName) break;
    name += segment;
  }
  return name.trimEnd();
}
