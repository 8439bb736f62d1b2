"""Import contract: a room's private modules are imported only from inside that room, or by the portal and the house."""

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, output

PRIVATE = {"rules", "policies", "tasks", "web", "api"}
MAY_LOOK_INSIDE = {"portal", "house"}


class PrivateModules(Contract):
    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        broken = []
        for imported in sorted(graph.modules):
            parts = imported.split(".")
            if parts[0] != "commonweal" or len(parts) < 3 or parts[2] not in PRIVATE:
                continue
            for importer in graph.find_modules_that_directly_import(imported):
                room = importer.split(".")[1]
                if room != parts[1] and room not in MAY_LOOK_INSIDE:
                    broken.append((importer, imported))
        return ContractCheck(kept=not broken, metadata={"broken": broken})

    def render_broken_contract(self, check: ContractCheck) -> None:
        for importer, imported in check.metadata["broken"]:
            output.print_error(f"{importer} imports {imported}, which is private")
