import { ANNOTATION_SOURCE_LOCATION } from '@backstage/catalog-model';
import type {
  CatalogUnitProblem,
  ComponentUnit,
} from '@promenade/backstage-plugin-openchoreo-node';
import { isUrlLocation, techDocsAnnotation } from './passedAnnotations';

/**
 * The annotations from which Backstage makes the link to the source and reads the documentation. A folder in
 * `backstage.io/techdocs-ref` is one of the source.
 */
export function sourceAnnotations(unit: ComponentUnit): Record<string, string> {
  const location = sourceLocation(unit);
  if (!location) return {};
  const folder = techDocsFolder(unit);
  return {
    [ANNOTATION_SOURCE_LOCATION]: `url:${location}`,
    ...(folder !== undefined && {
      [techDocsAnnotation]: `url:${
        new URL(folder, location.replace(/\/?$/, '/')).href
      }`,
    }),
  };
}

/** A documentation of a component that cannot be found, because the component has no source. */
export function documentationProblems(
  unit: ComponentUnit,
): CatalogUnitProblem[] {
  return techDocsFolder(unit) === undefined || sourceLocation(unit)
    ? []
    : [
        {
          path: `metadata.annotations["${techDocsAnnotation}"]`,
          message:
            'The documentation is a folder of the source, and the component has no repository. Use the form url:https://…',
        },
      ];
}

function techDocsFolder({ annotations = {} }: ComponentUnit) {
  const [, folder] =
    /^dir:(?:\.\/)?(.*)$/.exec(annotations[techDocsAnnotation] ?? '') ?? [];
  return folder;
}

/** The URL of the folder of the source. Undefined without one that a browser can open. */
function sourceLocation({
  source,
  annotations = {},
}: ComponentUnit): string | undefined {
  const given = annotations[ANNOTATION_SOURCE_LOCATION];
  const location = given ?? (source && `url:${sourceFolder(source)}`);
  return location && isUrlLocation(location)
    ? location.slice('url:'.length)
    : undefined;
}

function sourceFolder({
  repositoryUrl,
  branch,
  path,
}: NonNullable<ComponentUnit['source']>): string {
  const folder = path.replace(/^\/+|\/+$/g, '');
  const base = repositoryUrl.replace(/\.git$/, '').replace(/\/+$/, '');
  return `${base}/tree/${branch}/${folder ? `${folder}/` : ''}`;
}
