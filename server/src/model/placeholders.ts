/**
 * Whether a text has a place where a tool puts something in before the API server sees it: `${NAME}` and `$NAME` of envsubst and of
 * Flux (https://fluxcd.io/flux/components/kustomize/kustomizations/#post-build-variable-substitution), `{{ name }}` of Helm and of Ansible. Not
 * `$(NAME)`, which Kubernetes itself fills in.
 */
export function hasPlaceholder(text: string): boolean {
  return PLACEHOLDER.test(text)
}

const PLACEHOLDER = /\{\{|\$\{[A-Za-z_]|\$[A-Z][A-Z0-9_]+/
