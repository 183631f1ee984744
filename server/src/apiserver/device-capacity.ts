import { type Amount, amountOf } from '../schema/quantity.ts'
import { type At, booleanAt, countAt, field, isSet, listAt, mapAt } from './at.ts'
import type { Say } from './row.ts'

/** How much of a device can be had at once, if several may have a part of it. */
export function checkCapacities(device: At, say: Say): void {
  const isShared = booleanAt(device, 'allowMultipleAllocations') === true
  for (const it of mapAt(device, 'capacity')) {
    const policy = field(it, 'requestPolicy')
    if (!isSet(policy)) continue
    if (!isShared)
      say.forbidden(
        policy,
        '`requestPolicy` needs `allowMultipleAllocations: true`: else nobody gets a part of the device',
      )
    else if (countAt(policy, 'validValues') && isSet(field(policy, 'validRange')))
      say.forbidden(policy, '`validValues` cannot stand beside `validRange`: give one of them')
    else checkPolicy(policy, amountOf(field(it, 'value').node), say)
  }
}

function checkPolicy(policy: At, most: Amount | undefined, say: Say): void {
  const values = listAt(policy, 'validValues')
  const range = field(policy, 'validRange')
  if (values.length === 0 && !isSet(range)) return
  const usual = field(policy, 'default')
  if (!isSet(usual)) {
    say.required(usual, 'a policy needs `default`, for those who do not say how much they want')
    return
  }
  const amount = amountOf(usual.node)
  if (!amount || !most) return
  if (values.length > 0) checkValues(field(policy, 'validValues'), values, amount, most, say)
  else checkRange(range, amount, most, say)
}

function checkValues(list: At, values: readonly At[], usual: Amount, most: Amount, say: Say): void {
  if (values.length > 10) {
    say['too-many'](list, 'there are more than 10 values')
    return
  }
  const amounts = values.flatMap((at) => {
    const amount = amountOf(at.node)
    return amount ? [{ at, amount }] : []
  })
  if (amounts.length < values.length) return
  amounts.forEach(({ at, amount }, i) => {
    const before = amounts[i - 1]?.amount
    if (before && before.nano > amount.nano) say.invalid(at, 'the values must be in ascending order')
    if (amount.nano > most.nano) say.invalid(at, `\`${amount.text}\` is more than there is: \`${most.text}\``)
    if (amounts.slice(0, i).some((it) => it.amount.nano === amount.nano))
      say.duplicate(at, `\`${amount.text}\` is there already`)
  })
  if (!amounts.some((it) => it.amount.nano === usual.nano))
    say.invalid(list, `\`default\` must be one of them: \`${usual.text}\``)
}

function checkRange(range: At, usual: Amount, most: Amount, say: Say): void {
  const [least, highest, step] = ['min', 'max', 'step'].map((it) => amountOf(field(range, it).node))
  if (!least) return
  if (least.nano > most.nano) say.invalid(field(range, 'min'), `that is more than there is: \`${most.text}\``)
  if (usual.nano < least.nano) say.invalid(field(range, 'min'), `\`default\` is less: \`${usual.text}\``)
  if (highest) {
    if (least.nano > highest.nano) say.invalid(field(range, 'max'), `that is less than \`min\`, \`${least.text}\``)
    if (highest.nano > most.nano) say.invalid(field(range, 'max'), `that is more than there is: \`${most.text}\``)
    if (usual.nano > highest.nano) say.invalid(field(range, 'max'), `\`default\` is more: \`${usual.text}\``)
  }
  if (!step) return
  const at = field(range, 'step')
  if (step.nano <= 0n) {
    say.invalid(at, 'a step is more than 0')
    return
  }
  if (least.nano + step.nano > most.nano) say.invalid(at, 'the first step leads beyond what there is')
  for (const it of [usual, ...(highest ? [highest] : [])])
    if ((it.nano - least.nano) % step.nano !== 0n)
      say.invalid(at, `no number of steps from \`min\` leads to \`${it.text}\``)
}
