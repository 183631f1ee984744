import { field, textAt } from './at.ts'
import { type Rows, row } from './row.ts'

/** Formats in the schema of a custom resource that the server does not know, and so does not check. */
export const formatWarnings: Rows = {
  JSONSchemaProps: [
    row(
      'WAR20',
      'The server checks the formats that it knows, by the exact spelling; of any other it says so once, and then takes every value.',
      (here, say) => {
        const format = textAt(here, 'format')
        if (!format) return
        const known = BY_TYPE[textAt(here, 'type') || 'string'] ?? []
        // Dashes do not count.
        if (!known.includes(format.replaceAll('-', '')))
          say.warning(field(here, 'format'), `the server knows no format \`${format}\` here, so it checks nothing`)
      },
    ),
  ],
}

/** Asked of kube-apiserver 1.36. Of other types it knows none. */
const BY_TYPE: Readonly<Record<string, readonly string[]>> = {
  integer: ['int32', 'int64'],
  number: ['double', 'float'],
  string: [
    ...['bsonobjectid', 'byte', 'cidr', 'creditcard', 'date', 'datetime', 'duration', 'email', 'hexcolor', 'hostname'],
    ...['ipv4', 'ipv6', 'isbn', 'isbn10', 'isbn13', 'k8slongname', 'k8sshortname', 'mac', 'password', 'rgbcolor'],
    ...['ssn', 'uri', 'uuid', 'uuid3', 'uuid4', 'uuid5'],
  ],
}
