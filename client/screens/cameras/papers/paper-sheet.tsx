import { useIsFetching } from "@tanstack/react-query";
import { Dialog } from "react-aria-components/Dialog";
import { Heading } from "react-aria-components/Heading";
import { Modal, ModalOverlay } from "react-aria-components/Modal";
import type { Paper, PaperSection } from "#contract/camera-papers.ts";
import { dayLabel } from "#domain/time/day-label.ts";
import { monthLabel } from "#domain/time/months.ts";
import { Button } from "../../../ui/button.tsx";
import type { CamerasModel } from "../model/use-cameras.ts";
import { PaperBlockView } from "./paper-block.tsx";
import { paperPages } from "./paper-pages.ts";
import { QrCode } from "./qr-code.tsx";
import "./paper.css";

export type PaperSheetProps = {
  paper: Paper["data"];
  model: CamerasModel;
  /** Address of the record; null if the plan is not kept. */
  address: string | null;
  onClose: () => void;
};

/** A deployment sheet is one page, map included; other papers have room. */
const MAP_SHAPE = { "deployment-sheet": 0.36 } as const satisfies Partial<
  Record<Paper["data"]["kind"], number>
>;
const WIDE_MAP = 0.5;

/** The paper as it will be printed, over the whole screen, with the way to print it. */
export function PaperSheet({ paper, model, address, onClose }: PaperSheetProps) {
  const isDrawing = useIsFetching({ queryKey: ["map-features"] }) > 0;
  const pages = paperPages(paper.sections);
  return (
    <ModalOverlay
      className="overlay paper-overlay"
      isOpen
      onOpenChange={(open) => (open ? undefined : onClose())}
    >
      <Modal className="paper-modal">
        <Dialog className="paper-dialog">
          <header className="paper-bar">
            <Heading slot="title">{paper.title}</Heading>
            <span className="note">
              {paper.blanks === 0
                ? "Every fact is filled in."
                : `${paper.blanks} facts are left blank, to be completed by hand.`}
            </span>
            <Button variant="primary" onPress={() => window.print()} isDisabled={isDrawing}>
              {isDrawing ? "Drawing the map" : "Print or save as PDF"}
            </Button>
            <Button onPress={onClose}>Close</Button>
          </header>
          <div className="paper-desk">
            {pages.map((sections, i) => (
              <Page
                key={sections[0]?.id ?? i}
                paper={paper}
                model={model}
                sections={sections}
                address={address}
                isFirst={i === 0}
                isLast={i === pages.length - 1}
              />
            ))}
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

type PageProps = Omit<PaperSheetProps, "onClose"> & {
  sections: readonly PaperSection[];
  isFirst: boolean;
  isLast: boolean;
};

/** A table, because browsers repeat its foot on every page of print. */
function Page({ paper, model, sections, address, isFirst, isLast }: PageProps) {
  const { stamp, kind } = paper;
  const mapShape = kind === "deployment-sheet" ? MAP_SHAPE[kind] : WIDE_MAP;
  return (
    <table className="paper" data-kind={kind} role="presentation">
      <tbody>
        <tr>
          <td>
            <div className="paper-body">
              {stamp.isDemo ? <p className="paper-demo">Invented demo data: not for use</p> : null}
              {isFirst || kind === "deployment-sheet" ? <PaperHead paper={paper} address={address} /> : null}
              {sections.map((section) => (
                <section key={section.id}>
                  <h2>{section.heading}</h2>
                  {section.blocks.map((block, at) => (
                    // A paper's blocks are never reordered.
                    <PaperBlockView
                      key={`${section.id} ${at}`}
                      block={block}
                      model={model}
                      mapShape={mapShape}
                    />
                  ))}
                </section>
              ))}
              {isLast ? <Sources paper={paper} /> : null}
            </div>
          </td>
        </tr>
      </tbody>
      <tfoot>
        <tr>
          <td>
            {paper.title}. {stamp.scenario}
            {stamp.version === null ? ", not saved" : `, version ${stamp.version}`}. {dayLabel(stamp.date)},{" "}
            {stamp.author}. Data {stamp.dataPeriod ?? "period not known"}. <b>{stamp.statement}</b>
          </td>
        </tr>
      </tfoot>
    </table>
  );
}

function PaperHead({ paper: { title, stamp }, address }: Pick<PageProps, "paper" | "address">) {
  const facts = [
    stamp.organisation,
    `Scenario “${stamp.scenario}”${stamp.version === null ? ", not saved" : `, version ${stamp.version}`}`,
    `${dayLabel(stamp.date)}, ${stamp.author}`,
    stamp.singlePointOfContact ? `Single point of contact: ${stamp.singlePointOfContact}` : null,
    `Data: ${stamp.dataPeriod ?? "period not known"}${stamp.dataAsOf ? `, as of ${monthLabel(stamp.dataAsOf)}` : ""}`,
  ].filter((fact) => fact !== null);
  return (
    <div className="paper-head">
      <div>
        <h1>{title}</h1>
        <p>{facts.join(" · ")}</p>
      </div>
      {address ? (
        <QrCode address={address} title="Code that leads to the scenario" />
      ) : (
        <p className="paper-no-code">The plan is not saved: no code leads to it.</p>
      )}
    </div>
  );
}

function Sources({ paper: { sources, limits, kind } }: Pick<PageProps, "paper">) {
  if (kind === "deployment-sheet" || kind === "removal-checklist") return null;
  return (
    <section className="paper-sources">
      <h2>Sources and limits</h2>
      <ul>
        {[...sources, ...limits].map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
    </section>
  );
}
