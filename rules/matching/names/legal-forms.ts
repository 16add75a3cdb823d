/**
 * Legal forms by class: forms of one class are one and the same thing (Inc, Corp and Co count as
 * equal), forms of two classes are two companies (`Deutsche Bank AG` and `Deutsche Bank GmbH`).
 * Written as `joinSingleLetters` leaves them: "S.A. de C.V." is "sa de cv". A form that means
 * different things in two countries is in both classes, and contradicts neither.
 */
const formsByClass = {
  corporation: 'inc incorporated corp corporation co company companies coltd',
  limited: 'ltd limited pty pte pvt proprietary private bhd sdn ltda limitada cc',
  'limited liability': 'llc lc pllc',
  partnership: 'lp llp lllp gp',
  'public limited': 'plc dac clg cic',
  professional: 'pc pa apc psc',
  gmbh: 'gmbh mbh ggmbh ug haftungsbeschrankt',
  'german share': 'ag se kgaa aktiengesellschaft',
  'german partnership': 'kg ohg gbr eg ev ek partg',
  french: 'sarl sas sasu eurl',
  share: 'sa nv saog saoc',
  'italian and romanian': 'srl srls scarl',
  dutch: 'bv cv vof',
  swedish: 'ab aktiebolag hb',
  nordic: 'as asa aps oy oyj ks hf ehf ans',
  spanish: 'sl slu slp sc',
  mexican: 'cv sapi',
  polish: 'spzoo zoo sp sk',
  czech: 'sro spol spolsro',
  hungarian: 'kft zrt nyrt bt',
  balkan: 'doo dd ad ood eood',
  baltic: 'uab sia ou',
  russian: 'ooo oao zao pao ooo ооо оао зао пао ао ип',
  japanese: 'kk gk kabushikigaisha',
  turkish: 'sti',
  indonesian: 'pt tbk',
} as const;

export type LegalFormClass = keyof typeof formsByClass;

const classesByForm = new Map<string, Set<LegalFormClass>>();
for (const [name, forms] of Object.entries(formsByClass)) {
  for (const form of forms.split(' ')) {
    const known = classesByForm.get(form) ?? new Set();
    classesByForm.set(form, known.add(name as LegalFormClass));
  }
}

/** What stands between the words of a form: "GmbH & Co. KG", "S.A. de C.V.", "Sp. z o.o." */
const between = new Set(['de', 'and', 'z']);

/** Forms that stand before a name. */
const leading = new Set(['pt', 'ooo', 'oao', 'zao', 'pao', 'uab', 'ооо', 'оао', 'зао', 'пао']);

export interface WithoutLegalForm {
  readonly words: readonly string[];
  /** The forms that were taken off, in their order. */
  readonly forms: readonly string[];
}

/** Takes legal forms off the end, and those that stand in front off the front; one word stays. */
export function withoutLegalForm(words: readonly string[]): WithoutLegalForm {
  const start = words.length > 1 && leading.has(words[0] ?? '') ? 1 : 0;
  let end = words.length;
  let form = end;
  while (end - 1 > start) {
    const word = words[end - 1] ?? '';
    if (classesByForm.has(word)) form = end - 1;
    else if (form === words.length || !between.has(word)) break;
    end -= 1;
  }
  return {
    words: words.slice(start, form),
    forms: [...words.slice(0, start), ...words.slice(form)].filter((word) => !between.has(word)),
  };
}

/** The classes of the forms, where "GmbH & Co. KG" has several. */
export function legalClassesOf(forms: readonly string[]): ReadonlySet<LegalFormClass> {
  return new Set(forms.flatMap((form) => [...(classesByForm.get(form) ?? [])]));
}

/** Whether both sides name a legal form, and no class is common to them. */
export function legalClassesContradict(
  a: ReadonlySet<LegalFormClass>,
  b: ReadonlySet<LegalFormClass>,
): boolean {
  return a.size > 0 && b.size > 0 && ![...a].some((one) => b.has(one));
}
