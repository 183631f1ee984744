import { field, isSet, textAt } from './at.ts'
import { change, either, removal } from './fixes.ts'
import { checkText } from './looks.ts'
import { labelValue, qualifiedName } from './names.ts'
import { type Rows, row } from './row.ts'

export const schedulingTolerations: Rows = {
  Toleration: [
    row(
      'PSP8',
      'A toleration names a taint by its key. Only `operator: Exists` may leave the key out, which then means every taint; and as it asks for no value, it has none.',
      (here, say) => {
        const operator = textAt(here, 'operator') ?? ''
        const key = textAt(here, 'key') ?? ''
        const value = textAt(here, 'value') ?? ''
        const at = field(here, 'operator')
        checkText(field(here, 'key'), key, qualifiedName, say)
        if (key === '' && operator !== 'Exists' && !isOfOtherType(here, 'key'))
          say.invalid(at, 'a toleration without `key` needs `operator: Exists`, which tolerates every taint')
        if (operator === 'Exists' && value !== '')
          say.invalid(field(here, 'value'), '`operator: Exists` asks for no value: remove `value`, or use `Equal`', {
            path: at.path,
            fixes: either(removal(here, 'value'), change(here, 'operator', 'Equal')),
          })
        if (operator !== 'Equal' && operator !== '') return
        const fault = labelValue(value)
        if (fault !== undefined) say.invalid(field(here, 'value'), `\`${value}\` ${fault}`, { path: at.path })
      },
    ),
    row(
      'PSP9',
      'Only `NoExecute` drives running pods off a node, so only there is a time to stay of use.',
      (here, say) => {
        const effect = textAt(here, 'effect') ?? ''
        if (!isSet(field(here, 'tolerationSeconds')) || effect === 'NoExecute') return
        const at = field(here, 'effect')
        say.invalid(
          isSet(at) ? at : field(here, 'tolerationSeconds'),
          '`tolerationSeconds` goes with `effect: NoExecute` only',
          {
            path: at.path,
            fixes: either(change(here, 'effect', 'NoExecute'), removal(here, 'tolerationSeconds')),
          },
        )
      },
    ),
  ],
}

/** That is said already, and hides the rest. */
function isOfOtherType(here: Parameters<typeof field>[0], name: string): boolean {
  return isSet(field(here, name)) && textAt(here, name) === undefined
}
