/**
 * The licences of the packages whose text ends up in the output, for THIRD_PARTY_NOTICES.
 */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** @param {string} root the folder of all packages @param {string[]} names */
export function writeLicences(root, names) {
  /** @type {Map<string, string[]>} */
  const byText = new Map()
  for (const name of names) {
    const { version, license, homepage } = JSON.parse(readFileSync(join(root, name, 'package.json'), 'utf8'))
    const texts = ['LICENSE', 'NOTICE'].map((file) => join(root, name, file)).filter((path) => existsSync(path))
    const text = texts.map((path) => readFileSync(path, 'utf8').trim()).join('\n\n')
    const line = `- ${name} ${version} (${license})${homepage ? `, <${homepage}>` : ''}`
    byText.set(text, [...(byText.get(text) ?? []), line])
  }
  const sections = [...byText].map(([text, lines]) => `${lines.join('\n')}\n\n\`\`\`text\n${text}\n\`\`\`\n`)
  return `# Licences of the schemas\n\n${introduction}\n\n${sections.join('\n')}`
}

const introduction = `Names, shapes and descriptions of the API types come from the packages below. They in turn carry the
descriptions of the projects that own these types: Kubernetes (The Kubernetes Authors) and Argo, cert-manager, External Secrets,
Flux, Gateway API, Istio, Karpenter, KEDA, Knative, Prometheus Operator and Sealed Secrets, all under the Apache License 2.0,
and Traefik (Containous SAS, Traefik Labs) under the MIT License. The texts of both licences stand below.`
