import {
  ProjectPromotion,
  Promotion,
  PromotedComponent,
  deliveryApiVersion,
  parentLabels,
  promotionKind,
} from '@promenade/openchoreo-model';
import { artifactIdentity } from '../../core/artifact/artifact';
import { ensureArtifact } from '../../core/artifact/ensure-artifact';
import { deployableContent } from '../../core/binding/binding';
import { findBinding } from '../../core/component-type/bindings';
import {
  SigningKeys,
  findSignedProjectRequester,
  signRequest,
} from '../../core/signing/signatures';
import { Read } from '../../runtime/read';
import { NewObject, Write } from '../../runtime/write';

/** What signs requests, and when. */
export interface Signing {
  signingKeys: SigningKeys;
  now: Date;
}

/** Creates the Promotions of components, for what the source runs now. */
export async function createPromotions(
  project: ProjectPromotion,
  components: readonly PromotedComponent[],
  signing: Signing,
  read: Read,
  write: Write,
): Promise<void> {
  const { metadata, spec } = project;
  const namespace = metadata.namespace ?? '';
  for (const component of components) {
    const owner = {
      projectName: spec.projectName,
      componentName: component.name,
    };
    const source = findBinding(read, namespace, owner, spec.from);
    const content =
      source && deployableContent(source.type.kindOfBinding, source.binding);
    if (content) {
      await ensureArtifact(namespace, { owner }, content, read, write);
    }
    await createSigned(
      project,
      {
        apiVersion: deliveryApiVersion,
        kind: 'Promotion',
        metadata: {
          name: component.promotion,
          namespace,
          labels: parentLabels(namespace, {
            project: owner.projectName,
            component: owner.componentName,
            environment: spec.to,
          }),
        },
        spec: {
          owner,
          from: spec.from,
          to: spec.to,
          projectPromotionRef: metadata.name,
          ...(content && {
            artifactRef: artifactIdentity({ owner }, content).name,
          }),
          ...(spec.reason && { reason: spec.reason }),
        },
      },
      signing,
      write,
    );
  }
}

/** Creates a Promotion in the name of the requester of the project's promotion: verified if that one is. */
export async function createSigned(
  project: ProjectPromotion,
  promotion: NewObject<Promotion>,
  { signingKeys, now }: Signing,
  write: Write,
): Promise<void> {
  const { requestSignature, requestedBy } = project.spec;
  const signer = requestSignature
    ? await findSignedProjectRequester(project, await signingKeys.read())
    : undefined;
  await write.createIfAbsent(promotionKind, {
    ...promotion,
    spec: {
      ...promotion.spec,
      requestedBy: signer ?? requestedBy,
      ...(signer && {
        requestSignature: await signRequest(
          promotion,
          signer,
          now,
          signingKeys,
        ),
      }),
    },
  });
}
