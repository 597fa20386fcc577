/**
 * Which published effect speaks for a scheme? Effects by setting, monitoring and crime type come from the same studies,
 * cut in different ways: multiplying them would count the same schemes twice. So one is chosen, and it is said which.
 */
import { isClearEffect, type PreventionEffect } from "./prevention-effect.ts";

/** What is known of a scheme. Null = not stated. Ids are those of the effects. */
export type SchemeFacts = {
  setting: "car-park" | "residential" | "town-centre" | "other" | null;
  monitoring: "active" | "passive" | null;
  severalMeasures: boolean;
  /** Of the crime that the scheme is meant for; null = both or neither. */
  crimeType: "property" | "violent" | null;
};

export type EffectRule = "asked-for" | "town-centre" | "no-clear-effect" | "most-specific" | "nothing-known";

export type ChosenEffect = {
  effect: PreventionEffect;
  rule: EffectRule;
  /** Effects that speak for the scheme as well. Shown beside it; not multiplied with it. */
  alsoApply: PreventionEffect[];
};

/**
 * A town centre decides, whatever the crime. Otherwise an effect that is not clear decides, so that no effect is
 * claimed for violence or for unwatched cameras because the streets are residential. Otherwise setting, then package,
 * monitoring and crime type. The order is our assumption; the person who plans can ask for another effect by its id.
 * @param asked id of an effect that is to be used whatever the facts; null = by the rules.
 * @throws RangeError if there is no effect with the id asked for, or none for all schemes.
 */
export function chooseEffect(
  effects: readonly PreventionEffect[],
  facts: SchemeFacts,
  asked: string | null = null,
): ChosenEffect {
  const named = (id: string): PreventionEffect => {
    const found = effects.find((effect) => effect.id === id);
    if (!found) throw new RangeError(`chooseEffect: expected one of the published effects, got ${id}`);
    return found;
  };
  const applying = idsOf(facts).map(named);
  const choose = (effect: PreventionEffect, rule: EffectRule): ChosenEffect => ({
    effect,
    rule,
    alsoApply: applying.filter(({ id }) => id !== effect.id),
  });
  if (asked !== null) return choose(named(asked), "asked-for");
  if (facts.setting === "town-centre") return choose(named("town-centre"), "town-centre");
  const unclear = applying.find((effect) => !isClearEffect(effect));
  if (unclear) return choose(unclear, "no-clear-effect");
  const [first] = applying;
  return first ? choose(first, "most-specific") : choose(named("all"), "nothing-known");
}

/** Ids of the effects that speak for a scheme, the most specific first. */
function idsOf({ setting, monitoring, severalMeasures, crimeType }: SchemeFacts): string[] {
  return [
    ...(setting === null || setting === "other" ? [] : [setting]),
    ...(severalMeasures ? ["several-measures"] : []),
    ...(monitoring === null ? [] : [`${monitoring}-monitoring`]),
    ...(crimeType === null ? [] : [`${crimeType}-crime`]),
  ];
}
