import { field, isSet, textAt } from './at.ts'
import { type Rows, row } from './row.ts'

/** https://kubernetes.io/docs/reference/kubernetes-api/authentication-resources/token-review-v1/ */
export const tokenReviews: Rows = {
  TokenReviewSpec: [
    row('META24', 'The question is whose token this is: without one there is nothing to look up.', (here, say) => {
      const at = field(here, 'token')
      if (!isSet(at) || textAt(here, 'token') === '')
        say.required(at, 'a TokenReview needs the `token` that it is about')
    }),
  ],
}
