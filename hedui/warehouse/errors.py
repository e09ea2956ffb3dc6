"""What can go wrong with a warehouse, in the user's terms."""


class WarehouseError(Exception):
    """Something about the warehouse stops us.

    Attributes:
        problem: what is wrong, and where.
        advice: what to do next.
    """

    def __init__(self, problem: str, advice: str) -> None:
        super().__init__(f"{problem}. {advice}")
        self.problem = problem
        self.advice = advice
