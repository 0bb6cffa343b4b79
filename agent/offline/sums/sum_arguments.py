"""What each kind of sum takes of a request's arguments; the rest only shapes the wording."""

TAKES = {
    "subscriptions": (
        "subscribers price subscribers_of paying_share loss_once growth_once price_change_once price_to subscribers_to paying_share_to case show_per"
        " share_of months show_month shown_years shown_months compare growth churn price_change years currency rate target solve"
        " solve_period amount ask_period in_units rate_alone ask_groups added first_year until_year show"
    ).split(),
    "plans": "plans subscribers currency rate ask_period show_per share_of_plan in_units".split(),
    "tokens": (
        "input_tokens output_tokens cached_tokens input_price output_price cached_price requests per"
        " periods bill currency rate cached_share discount discounted_share"
    ).split(),
    "growth": "start rate per periods target solve added summed currency exchange".split(),
    "growth_path": "start rates currency exchange".split(),
    "race": "starts rates per".split(),
    "margin": "revenue cost loss currency exchange".split(),
    "attach": (
        "customers attach_rate uplift_price base_price base_revenue share rates combine show_per base_per with_base"
        " currency exchange"
    ).split(),
    "bundle": (
        "customers base_price base_revenue attach_rate price uplift cannibalised lost_price churn_saved churn_of_all not_added cost"
    ).split(),
    "convert": "price to_period currency rate run_rate".split(),
    "grid": "subscribers prices pairwise compare names ask_period".split(),
    "share": "part whole currency rate".split(),
    "token_prices": "currency rate".split(),
    "usage": "price unit counts size span hours_a_day per price_per bill currency rate".split(),
    "spending": "revenue spent_per_unit".split(),
    "break_even": "fixed price unit_cost token_price volume customers".split(),
    "own_or_api": "cards rent hours investment years running bill token_price volume speed".split(),
    "allowance": "subscribers price use included use_price to_period".split(),
    "balance": "income cost".split(),
    "payback": "investment income cost customers".split(),
    "depreciation": "investment years residual".split(),
    "unit_margin": "subscribers price unit_cost".split(),
    "lifetime_value": "price churn margin acquisition".split(),
    "retention": "expansion churn contraction base base_per years".split(),
    "contract": "value years currency exchange".split(),
    "cut": "revenue cuts currency exchange".split(),
    "difference": "now before".split(),
    "offers": "prices subscribers".split(),
    "arpu": "revenue subscribers currency exchange".split(),
    "growth_rate": "start end periods per".split(),
    "effect": "price_change base_change".split(),
    "runway": "cash burn".split(),
    "sought": "rate_sought subscribers subscribers_of price target steps sum_of_years ask_period".split(),
    "ceiling": ["price"],
    "total": "amounts currency rate".split(),
    "chain": "givens steps answers moves notes bars currency exchange".split(),
    "scenario": "name set target solve of years show".split(),
}
"""Arguments of each kind of sum that the engine takes."""
