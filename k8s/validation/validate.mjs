// Reads a JSON array of resources and validates each against the schema of its kind: a line for each, exit code 1 if any is refused.
import { readFileSync } from 'node:fs';

const OPERATORS = {
  'kafka.strimzi.io': '@kubernetes-models/strimzi-kafka-operator',
  'keda.sh': '@kubernetes-models/keda',
  'postgresql.cnpg.io': '@kubernetes-models/cloudnative-pg'
};

async function model({ apiVersion, kind }) {
  const group = apiVersion.includes('/') ? apiVersion.split('/')[0] : '';
  const module = await import(`${OPERATORS[group] ?? 'kubernetes-models'}/${apiVersion}/${kind}`);
  return module[kind];
}

let refused = 0;
for (const resource of JSON.parse(readFileSync(0, 'utf8'))) {
  const name = `${resource.apiVersion} ${resource.kind} ${resource.metadata?.name}`;
  try {
    const Model = await model(resource);
    new Model(resource).validate();
    console.log(`ok       ${name}`);
  } catch (error) {
    refused++;
    console.log(`REFUSED  ${name}: ${error.message.split('\n')[0]}`);
  }
}
process.exit(refused === 0 ? 0 : 1);
