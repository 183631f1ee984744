import { range, text, unique } from './looks.ts'
import { portName } from './names.ts'
import { type Rows, row } from './row.ts'

export const containerPorts: Rows = {
  ContainerPort: [
    row('POD8', 'A port is a number from 1 to 65535.', range('containerPort', 1, 65535, 'counts')),
    row('POD9', 'A port of the node is a number from 1 to 65535; 0 means none.', range('hostPort', 1, 65535)),
    row(
      'POD11',
      'Services and probes refer to a port by its name, which has at most 15 characters: lower-case letters, digits and single dashes, with a letter among them.',
      text('name', portName),
    ),
  ],
  Container: [row('POD12', 'Within one container each name of a port stands for one port.', unique('ports', 'name'))],
}
