/** `schema`: writes what editors need to help with scenario.yaml and cause.yaml. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { jsonSchemas } from '../../scenario/json-schema.ts';
import { root, say } from '../project.ts';

export function writeSchemas(): void {
  for (const [name, text] of Object.entries(jsonSchemas())) {
    writeFileSync(join(root, 'scenarios', name), text);
    say(`scenarios/${name}`);
  }
}
