import type { AjvFor } from '../schema/json-schema.ts'

/** The validators for the drafts of JSON Schema. They take some 20 ms to load, and few people map schemas. */
export async function loadAjv(): Promise<AjvFor> {
  // CommonJS: a bundle in parts has of each what it exports as a whole, and no more.
  const [{ default: draft07 }, { default: draft2019 }, { default: draft2020 }] = await Promise.all([
    import('ajv'),
    import('ajv/dist/2019.js'),
    import('ajv/dist/2020.js'),
  ])
  return (draft) => (draft === '2020-12' ? draft2020.Ajv2020 : draft === '2019-09' ? draft2019.Ajv2019 : draft07.Ajv)
}
