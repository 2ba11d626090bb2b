"""An import-linter contract: contexts meet only at the modules they publish."""

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output


class SurfaceContract(Contract):
    """Between sibling packages, allow imports of the `surface` modules and nothing else."""

    container = fields.StringField()
    surface = fields.SetField(subfield=fields.StringField())
    open_packages = fields.SetField(subfield=fields.StringField(), required=False)

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:  # noqa: FBT001
        trespasses = [
            (importer, imported)
            for importer in graph.modules
            for imported in graph.find_modules_directly_imported_by(importer)
            if self._trespasses(importer, imported)
        ]
        return ContractCheck(kept=not trespasses, metadata={"trespasses": sorted(trespasses)})

    def render_broken_contract(self, check: ContractCheck) -> None:
        allowed = " or ".join(sorted(self.surface))
        for importer, imported in check.metadata["trespasses"]:
            output.print_error(f"{importer} imports {imported}; ask for it in its {allowed}.")

    def _trespasses(self, importer: str, imported: str) -> bool:
        origin, target = self._path(importer), self._path(imported)
        if not origin or not target or origin[0] == target[0]:
            return False
        if "tests" in origin or target[0] in (self.open_packages or set()):
            return False
        if origin[0] in (self.open_packages or set()):
            return False
        return len(target) < 2 or target[1] not in self.surface

    def _path(self, module: str) -> list[str]:
        prefix = f"{self.container}."
        return module.removeprefix(prefix).split(".") if module.startswith(prefix) else []
