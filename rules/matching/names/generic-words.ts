/** Words that say what a place is for and not whose it is: alone, they name nobody. */
const generic = new Set(
  (
    'account admin administration backup branch building business center centre client clients ' +
    'clinic company corporate customer customers default demo department dev development device ' +
    'devices factory general group guest head headquarters hq home hospital hotel house internal ' +
    'it lab library local main management market msp network new office offices old onboarding ' +
    'operations other parts plant production remote restaurant sales school server servers service ' +
    'services shop site sites staging stock store support systems temp temporary test testing ' +
    'training unassigned unknown user users warehouse workshop'
  ).split(' '),
);

export function isGenericWord(word: string): boolean {
  return generic.has(word);
}
