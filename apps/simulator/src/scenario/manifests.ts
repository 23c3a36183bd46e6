/** The part of the shop's Kubernetes manifests that the platform acts on. */
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';
import type { Files } from './repository/patch.ts';

const deploymentSchema = z.object({
  kind: z.literal('Deployment'),
  metadata: z.object({ name: z.string() }),
  spec: z.object({
    replicas: z.number().int().min(0),
    template: z.object({
      spec: z.object({
        containers: z
          .array(z.object({ env: z.array(z.object({ name: z.string(), value: z.string() })).default([]) }))
          .min(1),
      }),
    }),
  }),
});

export interface DeploymentManifest {
  readonly service: string;
  readonly replicas: number;
  readonly env: Readonly<Record<string, string>>;
}

/** By what a file says: every build of a service asks for the same ones. */
const parsed = new Map<string, readonly DeploymentManifest[]>();

function deploymentsIn(path: string, text: string): readonly DeploymentManifest[] {
  const known = parsed.get(text);
  if (known) return known;
  const deployments = parseAllDocuments(text).flatMap((document) => {
    const value: unknown = document.toJS();
    if (typeof value !== 'object' || value === null || !('kind' in value) || value.kind !== 'Deployment') return [];
    const deployment = deploymentSchema.safeParse(value);
    if (!deployment.success) throw new Error(`${path}: ${deployment.error.issues[0]?.message ?? 'malformed'}`);
    const { metadata, spec } = deployment.data;
    const env = Object.fromEntries(
      (spec.template.spec.containers[0]?.env ?? []).map(({ name, value: text }) => [name, text]),
    );
    return [{ service: metadata.name, replicas: spec.replicas, env }];
  });
  parsed.set(text, deployments);
  return deployments;
}

/** Deployments under deploy/, by file name. Throws with the file's name when one is malformed. */
export function deploymentsOf(files: Files): DeploymentManifest[] {
  const paths = [...files.keys()].filter((path) => /^deploy\/.*\.yaml$/.test(path)).sort();
  return paths.flatMap((path) => deploymentsIn(path, files.get(path) ?? ''));
}
